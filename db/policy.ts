import type { EngineSettings } from '#domain/scoring/engine-settings.ts'
import type { PolicyRef } from '#domain/scoring/advice.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { engineSettings, standardPolicyId } from './board-dispatch.ts'
import type { Sql } from './client.ts'

/** How a board dispatches: what the engine may do, and by which policy it speaks. */
export type BoardDispatch = { policy: Policy; ref: PolicyRef; engine: EngineSettings }

/** Undefined where there is no such board. One without a line of its own takes the standard policy. */
export async function findBoardDispatch(sql: Sql, boardId: string): Promise<BoardDispatch | undefined> {
  const [row] = await sql<(PolicyRef & Pick<BoardDispatch, 'policy'> & EngineSettings)[]>`
    select ${engineSettings(sql)}, v.body as policy, v.policy_id as "policyId", v.number, p.name
    from board b
    left join board_dispatch d on d.board_id = b.id
    join policy p on p.id = coalesce(d.policy_id, ${standardPolicyId})
    join policy_version v on v.policy_id = p.id and v.number = coalesce(d.policy_number, p.standard_number)
    where b.id = ${boardId}`
  if (!row) return undefined
  const { policyId, number, name, policy, ...engine } = row
  return { policy, ref: { policyId, number, name }, engine }
}

/** A version as it was published; versions are never changed. */
export async function findPolicyVersion(
  sql: Sql,
  { policyId, number }: Pick<PolicyRef, 'policyId' | 'number'>,
): Promise<Policy | undefined> {
  const [row] = await sql<{ body: Policy }[]>`
    select body from policy_version where policy_id = ${policyId} and number = ${number}`
  return row?.body
}
