import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { applyTicketEvent, type TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** One line of a board's log. `seq` runs without gaps in the order in which the changes were committed. */
export type BoardEvent = {
  seq: number
  at: Instant
  commandId: string
  actor: ActorRef
  event: TicketEvent
}

/** The tickets after an event; the other tickets are the same objects as before. */
export function applyBoardEvents(
  tickets: ReadonlyMap<string, Ticket>,
  events: readonly Pick<BoardEvent, 'at' | 'actor' | 'event'>[],
): ReadonlyMap<string, Ticket> {
  if (events.length === 0) return tickets
  const next = new Map(tickets)
  for (const { event, at, actor } of events)
    next.set(event.ticketId, applyTicketEvent(next.get(event.ticketId), event, { at, actorName: actor.name }))
  return next
}
