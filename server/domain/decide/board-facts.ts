import type { Actor } from '../actor.ts'
import type { Engineer } from '../engineer.ts'
import type { FlowRef } from '../flow/board-flows.ts'
import type { Flow } from '../flow/flow.ts'
import type { FlowEvent } from '../flow/flow-event.ts'
import type { FlowEffect } from '../flow/flow-input.ts'
import type { FlowVersion } from '../flow/version.ts'
import type { Instant } from '../instant.ts'
import { refuse, type Refusal } from '../rejection.ts'
import type { Stage } from '../stage.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import type { TicketEvent } from '../ticket/ticket-event.ts'
import type { FlowStart, Landed, RunningFlow, TicketForm } from './running-flow.ts'

/**
 * What a decision may look at. The server fills it with rows that it has locked, the screen with the board that it shows;
 * both then ask the same decider.
 */
export type BoardFacts = {
  /** `flow`: what new tickets run on; null is the standard process. */
  board: { id: string; timeZone: string; closed: boolean; flow: FlowRef | null }
  /** What the ticket's version means for the board. */
  flowOf: (ticket: Pick<Ticket, 'flow'>) => Flow
  /** Where a ticket stands on its drawn flow. Screens do not know that: they guess by `flowOf`. */
  runningFlow?: (ticketId: string) => RunningFlow | undefined
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

/** What the flow of a ticket wants done for the steps that were taken. */
export type OrderedEffects = {
  ticketId: string
  effects: readonly FlowEffect[]
  /** The version that ordered them, when the ticket has come to it just now. */
  version?: FlowVersion
  /** Of a ticket that begins with these steps. */
  startsOn?: FlowStart
}

/** The events that follow, in order; a bulk command also answers per item. */
export type Decision =
  | {
      ok: true
      events: readonly TicketEvent[]
      items?: readonly ItemAnswer[]
      ordered?: readonly OrderedEffects[]
      /** What was filled in, which the events only name. */
      filled?: readonly { ticketId: string; form: TicketForm }[]
    }
  | Refusal

export const decided = (...events: TicketEvent[]): Decision => ({ ok: true, events })

/** One event that says where the ticket has come to stand. */
export const decidedAt = (
  { nodeId, stage, steps, effects }: Landed & { ok: true },
  toEvent: (landing: { nodeId: string; stage: Stage; steps?: readonly FlowEvent[] }) => TicketEvent,
): Decision => {
  const event = toEvent({ nodeId, stage, ...(steps && { steps }) })
  return { ok: true, events: [event], ...(effects && { ordered: [{ ticketId: event.ticketId, effects }] }) }
}

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
