import { randomUUID } from 'node:crypto'
import { setEngine, standardPolicyId } from '#db/board-dispatch.ts'
import type { Database } from '#db/client.ts'
import { findNewestVersion, insertPolicy, insertVersion, putInForce } from '#db/policy-editing.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'

/** The engine gives away every ticket of the board that somebody can take, by the standard policy, however small the lead. */
export async function dispatchWithoutLimits(
  { kysely }: Pick<Database, 'kysely'>,
  boardId: string,
  actor: Actor,
  at: Instant = Date.now(),
): Promise<void> {
  const standard = await findNewestVersion(kysely, standardPolicyId)
  if (!standard) throw new Error('migrations make the standard policy')
  const policyId = randomUUID()
  const by = actorRef(actor)
  await insertPolicy(kysely, { id: policyId, name: `Without limits ${policyId}` })
  await insertVersion(kysely, {
    policyId,
    number: 1,
    body: { ...standard.body, automatic: { floor: 0, lead: 0 } },
    note: '',
    createdBy: by,
    createdAt: at,
  })
  await putInForce(kysely, { boardId, policyId, number: 1, by, at })
  // A day in minutes has many hours in one.
  await setEngine(kysely, { boardId, dispatchMode: 'auto', hourlyLimit: 1_000, by, at })
}
