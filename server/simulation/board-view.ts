import type { Engineer } from '#domain/engineer.ts'
import type { BoardFlows } from '#domain/flow/board-flows.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'

/**
 * A board as the simulation sees it at one moment. Who follows the log hands in a function that answers the newest:
 * beside the database `server/jobs/follow-board.ts`, over a socket the board client.
 */
export type BoardView = {
  id: string
  timeZone: string
  flows: BoardFlows
  engineers: readonly Engineer[]
  tickets: ReadonlyMap<string, Ticket>
}

/** The open tickets of each engineer who holds any. */
export function groupHeldTickets({ tickets }: BoardView): ReadonlyMap<string, readonly Ticket[]> {
  const held = new Map<string, Ticket[]>()
  for (const ticket of tickets.values()) {
    if (!ticket.assignment || !isOpen(ticket)) continue
    const { engineerId } = ticket.assignment
    held.set(engineerId, [...(held.get(engineerId) ?? []), ticket])
  }
  return held
}
