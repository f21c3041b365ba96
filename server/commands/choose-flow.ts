import { z } from 'zod'
import { id } from '#contract/fields.ts'
import { setBoardFlow } from '#db/board-flow.ts'
import type { Sql } from '#db/client.ts'
import { findPublishedFlows } from '#db/flow-versions.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayChooseFlow } from '../policies/board.ts'

/** A flow by its id; empty for the standard process. */
const choice = z.union([z.literal('').transform(() => null), id])

/** The flow that somebody has chosen in a form, if it can be run on. It may be archived until it is held. */
export async function findChosenFlow(
  sql: Sql,
  raw: string,
): Promise<{ ok: true; flowId: string | null } | Refusal> {
  const parsed = choice.safeParse(raw)
  if (!parsed.success) return refuse({ name: 'flow-not-found' })
  const flowId = parsed.data
  if (flowId === null) return { ok: true, flowId }
  const published = await findPublishedFlows(sql)
  return published.some((flow) => flow.id === flowId)
    ? { ok: true, flowId }
    : refuse({ name: 'flow-unpublished' })
}

/** From now on new tickets of the board run on this flow. Those that there are stay on theirs. */
export async function chooseFlow(
  { sql, now }: { sql: Sql; now: () => Instant },
  actor: Actor,
  { boardId, raw }: { boardId: string; raw: string },
): Promise<{ ok: true } | Refusal> {
  if (!mayChooseFlow(actor)) return refuse({ name: 'not-allowed' })
  if (!id.safeParse(boardId).success) return refuse({ name: 'board-not-found' })
  const chosen = await findChosenFlow(sql, raw)
  if (!chosen.ok) return chosen
  const { flowId } = chosen
  switch (await setBoardFlow(sql, { boardId, flowId, by: actorRef(actor), at: now() })) {
    case 'set':
      return { ok: true }
    case 'no-board':
      return refuse({ name: 'board-not-found' })
    case 'flow-archived':
      return refuse({ name: 'flow-unpublished' })
  }
}
