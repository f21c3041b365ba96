import { id } from '#contract/fields.ts'
import type { Database } from '#db/client.ts'
import { findBoardOnFlow, putFlowAway } from '#db/flow-documents.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'

/**
 * Puts a flow away: nobody opens or publishes it any more. Tickets that run on one of its versions go on, and steps of other
 * flows that open sub-tickets on it open them still: they belong to versions that do not change. A board whose new tickets
 * would run on it has to be given another flow first.
 */
export async function archiveFlow(
  { database: { sql }, now }: { database: Pick<Database, 'sql'>; now: () => Instant },
  actor: Actor,
  raw: string,
): Promise<{ ok: true } | Refusal> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const flowId = id.safeParse(raw)
  if (!flowId.success) return refuse({ name: 'flow-not-found' })
  return sql.begin(async (tx) => {
    const board = await findBoardOnFlow(tx, flowId.data)
    if (board !== undefined) return refuse({ name: 'flow-in-use', board })
    const done = await putFlowAway(tx, flowId.data, now())
    return done ? { ok: true } : refuse({ name: 'flow-not-found' })
  })
}
