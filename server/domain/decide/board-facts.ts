import type { Actor } from '../actor.ts'
import type { Engineer } from '../engineer.ts'
import type { Flow } from '../flow/flow.ts'
import type { Instant } from '../instant.ts'
import { refuse, type Refusal } from '../rejection.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import type { TicketEvent } from '../ticket/ticket-event.ts'

/**
 * What a decision may look at. The server fills it with rows that it has locked, the screen with the board that it shows;
 * both then ask the same decider.
 */
export type BoardFacts = {
  board: { id: string; timeZone: string; closed: boolean }
  flow: Flow
  findTicket: (id: string) => Ticket | undefined
  findEngineer: (id: string) => Engineer | undefined
  /** The name of whoever holds one of the tickets, for sentences. */
  engineerName: (id: string) => string
  /** Open tickets held by the engineer. */
  openLoad: (engineerId: string) => number
}

export type DecisionContext = { now: Instant; actor: Actor }

export type ItemAnswer =
  { ticketId: string; ok: true } | { ticketId: string; ok: false; rejection: Refusal['rejection'] }

/** The events that follow, in order; a bulk command also answers per item. */
export type Decision = { ok: true; events: readonly TicketEvent[]; items?: readonly ItemAnswer[] } | Refusal

export const decided = (...events: TicketEvent[]): Decision => ({ ok: true, events })

export type TicketTarget = { ticketId: string; expectedVersion: number }

type Found = { ok: true; ticket: Ticket } | Refusal

/** The ticket as the person saw it, or why it cannot be acted on. */
export function findSeenTicket(facts: BoardFacts, { ticketId, expectedVersion }: TicketTarget): Found {
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  const ticket = facts.findTicket(ticketId)
  if (!ticket) return refuse({ name: 'ticket-not-found' })
  if (ticket.boardId !== facts.board.id) return refuse({ name: 'foreign-ticket' })
  if (ticket.version !== expectedVersion)
    return refuse({ name: 'version-stale', changedBy: ticket.changedBy })
  return { ok: true, ticket }
}

export function findSeenOpenTicket(facts: BoardFacts, target: TicketTarget): Found {
  const found = findSeenTicket(facts, target)
  return found.ok && !isOpen(found.ticket) ? refuse({ name: 'ticket-closed' }) : found
}
