import { randomUUID } from 'node:crypto'
import { setEngine, standardPolicyId } from '#db/board-dispatch.ts'
import type { Database } from '#db/client.ts'
import { findNewestVersion, insertPolicy, insertVersion, putInForce } from '#db/policy-editing.ts'
import { actorRef, type Actor, type ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Policy } from '#domain/scoring/policy.ts'

/** The engine gives away every ticket of the board that somebody can take, by the standard policy, however small the lead. */
export async function dispatchWithoutLimits(
  database: Pick<Database, 'kysely'>,
  boardId: string,
  actor: Actor,
  at: Instant = Date.now(),
): Promise<void> {
  const by = actorRef(actor)
  await putAutomaticInForce(database, boardId, { floor: 0, lead: 0 }, { by, at })
  // A day in minutes has many hours in one.
  await setEngine(database.kysely, { boardId, dispatchMode: 'auto', hourlyLimit: 1_000, by, at })
}

/** No engineer is good enough for the engine to be sent by it: neither by the board's mode nor by a node of a flow. */
export const leaveDispatchToPeople = (database: Pick<Database, 'kysely'>, boardId: string): Promise<void> => {
  const by = { kind: 'person', id: randomUUID(), name: 'Ana' } as const
  return putAutomaticInForce(database, boardId, { floor: 100, lead: 0 }, { by, at: Date.now() })
}

async function putAutomaticInForce(
  { kysely }: Pick<Database, 'kysely'>,
  boardId: string,
  automatic: Policy['automatic'],
  { by, at }: { by: ActorRef; at: Instant },
): Promise<void> {
  const standard = await findNewestVersion(kysely, standardPolicyId)
  if (!standard) throw new Error('migrations make the standard policy')
  const policyId = randomUUID()
  await insertPolicy(kysely, { id: policyId, name: `Dispatch of ${boardId} ${policyId}` })
  await insertVersion(kysely, {
    policyId,
    number: 1,
    body: { ...standard.body, automatic },
    note: '',
    createdBy: by,
    createdAt: at,
  })
  await putInForce(kysely, { boardId, policyId, number: 1, by, at })
}
