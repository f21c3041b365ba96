import { setImmediate } from 'node:timers/promises'
import type { Decision } from '#db/decision.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Choice, DecisionRecord } from '#domain/scoring/decision-record.ts'
import type { TicketOffer } from '#domain/ticket/offer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { Change } from './use-case.ts'

/** The engine as commands ask it for their records. */
export type DecisionAdvisor = {
  prepare: (boardId: string) => Promise<void>
  /** Answers from memory; undefined for a board that was not prepared. */
  toRecord: (
    ticket: Ticket,
    choice: Choice,
    openLoad: (engineerId: string) => number | undefined,
  ) => DecisionRecord | undefined
}

/** Who has accepted was chosen by whoever made the offer; out of the pool engineers choose themselves. */
function decidedByOf(offer: TicketOffer | null, by: ActorRef): Choice['decidedBy'] {
  if (by.kind !== 'engineer') return by.kind
  if (offer?.to !== 'engineer') return 'engineer'
  return offer.by === 'engine' ? 'engine' : 'person'
}

/** A bulk command must not keep everybody else waiting. */
const longestTurnMs = 10

/** What the engine would have said of each ticket that changes hands, as the tickets before it have left the engineers. */
export async function recordDecisions(
  { toRecord }: DecisionAdvisor,
  changes: readonly Change[],
  {
    at,
    by,
    reason,
    asSuggested,
    openLoad,
  }: {
    at: Instant
    by: ActorRef
    reason: string | undefined
    asSuggested: boolean
    /** By the locked rows, of those who are given something. */
    openLoad: (engineerId: string) => number
  },
): Promise<Decision[]> {
  const chosen = changes.flatMap(({ after }) => after.assignment?.engineerId ?? [])
  const loads = new Map(chosen.map((engineerId) => [engineerId, openLoad(engineerId)]))
  const raise = (engineerId: string | undefined, by: number) => {
    const load = engineerId === undefined ? undefined : loads.get(engineerId)
    if (engineerId !== undefined && load !== undefined) loads.set(engineerId, load + by)
  }
  const decisions: Decision[] = []
  let turnFrom = performance.now()
  for (const { before, after } of changes) {
    const chosenEngineerId = after.assignment?.engineerId
    if (!before || chosenEngineerId === undefined) continue
    const decidedBy = decidedByOf(before.offer, by)
    const choice = { chosenEngineerId, decidedBy, reason: reason || null, asSuggested } as const
    const record = toRecord(before, choice, (engineerId) => loads.get(engineerId))
    const { boardId, id: ticketId, version: ticketVersion } = after
    if (record) decisions.push({ boardId, ticketId, ticketVersion, at, by, record })
    raise(before.assignment?.engineerId, -1)
    raise(chosenEngineerId, 1)
    if (performance.now() - turnFrom < longestTurnMs) continue
    await setImmediate()
    turnFrom = performance.now()
  }
  return decisions
}
