import type { FlowRef } from '../flow/board-flows.ts'
import type { FlowEvent } from '../flow/flow-event.ts'
import type { Place } from '../flow/standing.ts'
import type { Instant } from '../instant.ts'
import type { OfferEnd, TicketOffer } from './offer.ts'
import type { Priority, Ticket } from './ticket.ts'

/** What may be edited in a ticket; what is left out stays. */
export type TicketChanges = Partial<
  Pick<
    Ticket,
    | 'title'
    | 'description'
    | 'requiredSkills'
    | 'place'
    | 'address'
    | 'district'
    | 'windowFrom'
    | 'windowTo'
    | 'dueAt'
  >
>

/** `steps`: what happened on the flow, where the ticket runs on a version. Applied in order they are its state. */
type Landing = Place & { steps?: readonly FlowEvent[] }

/** Everything that can have happened to a ticket. The events of a board, applied in order, are the board. */
export type TicketEvent =
  | { type: 'ticketCreated'; ticketId: string; ticket: Ticket; steps?: readonly FlowEvent[] }
  | { type: 'ticketEdited'; ticketId: string; changes: TicketChanges }
  /** `accepts`: the engineer has taken it, out of an offer or out of the pool. */
  | ({ type: 'ticketAssigned'; ticketId: string; engineerId: string; accepts?: 'offer' | 'pool' } & Landing)
  | ({ type: 'ticketReassigned'; ticketId: string; engineerId: string; previousEngineerId: string } & Landing)
  | ({ type: 'ticketUnassigned'; ticketId: string; previousEngineerId: string } & Landing)
  | ({ type: 'ticketMoved'; ticketId: string; fromNodeId: string } & Landing)
  | { type: 'ticketPrioritySet'; ticketId: string; priority: Priority; previous: Priority; dueAt: Instant }
  | { type: 'noteAdded'; ticketId: string; noteId: string; text: string }
  | { type: 'assignmentPinned'; ticketId: string }
  | { type: 'assignmentUnpinned'; ticketId: string }
  | ({ type: 'ticketCancelled'; ticketId: string; reason: string } & Landing)
  | ({ type: 'ticketReopened'; ticketId: string } & Landing)
  /**
   * Beside what the card shows, or by nobody: a timer, an answer from outside. `flow`: it has come to another version.
   */
  | ({ type: 'ticketStepped'; ticketId: string; flow?: FlowRef } & Landing)
  /** What was filled in stands with the ticket and not in the log: some may not see it. */
  | { type: 'formFilled'; ticketId: string; fields: readonly string[] }
  | { type: 'ticketOffered'; ticketId: string; offer: TicketOffer }
  | {
      type: 'offerEnded'
      ticketId: string
      offerId: string
      /** Null for the pool. */
      engineerId: string | null
      outcome: OfferEnd
    }

export type EventMoment = { at: Instant; actorName: string }

/**
 * The ticket after an event. Server, screen and tests all fold the log with this one function.
 * @throws when an event other than ticketCreated comes without the ticket: the log has a hole, which is a bug.
 */
export function applyTicketEvent(
  ticket: Ticket | undefined,
  event: TicketEvent,
  moment: EventMoment,
): Ticket {
  if (event.type === 'ticketCreated') return complete(event.ticket)
  if (!ticket) throw new Error(`event ${event.type} for ticket ${event.ticketId}, which is not there`)
  const changed = {
    ...ticket,
    version: ticket.version + 1,
    changedAt: moment.at,
    changedBy: moment.actorName,
  }
  switch (event.type) {
    case 'ticketEdited':
      return { ...changed, ...event.changes }
    case 'ticketAssigned':
    case 'ticketReassigned':
      return land(
        { ...changed, assignment: { engineerId: event.engineerId, assignedAt: moment.at, pinned: false } },
        event,
        moment.at,
      )
    case 'ticketUnassigned':
      return land({ ...changed, assignment: null }, event, moment.at)
    case 'ticketMoved':
    case 'ticketCancelled':
    case 'ticketReopened':
      return land(changed, event, moment.at)
    case 'ticketStepped': {
      const stays = event.nodeId === ticket.nodeId && event.stage === ticket.stage
      const flow = event.flow ?? ticket.flow
      return stays ? { ...changed, flow } : land({ ...changed, flow }, event, moment.at)
    }
    case 'formFilled':
      return changed
    case 'ticketPrioritySet':
      return { ...changed, priority: event.priority, dueAt: event.dueAt }
    case 'ticketOffered':
      return { ...changed, offer: event.offer }
    case 'offerEnded':
      return { ...changed, offer: null }
    case 'noteAdded':
      // A note contradicts nobody: it leaves the version alone, so that it never makes another's change stale.
      return { ...ticket, noteCount: ticket.noteCount + 1 }
    case 'assignmentPinned':
    case 'assignmentUnpinned':
      return {
        ...changed,
        assignment: ticket.assignment && {
          ...ticket.assignment,
          pinned: event.type === 'assignmentPinned',
        },
      }
  }
}

/** A log from before there were offers and drawn flows says nothing of them. */
const complete = (ticket: Omit<Ticket, 'offer' | 'flow'> & Partial<Ticket>): Ticket =>
  isComplete(ticket) ? ticket : { ...{ offer: null, flow: null }, ...ticket }

const isComplete = (ticket: Partial<Ticket>): ticket is Ticket =>
  ticket.offer !== undefined && ticket.flow !== undefined

/** Whatever moves a ticket ends its offer. */
const land = (ticket: Ticket, { nodeId, stage }: Landing, at: Instant): Ticket => ({
  ...ticket,
  offer: null,
  nodeId,
  stage,
  stageSince: ticket.stage === stage ? ticket.stageSince : at,
  closedAt: stage === 'closed' ? at : null,
})

/** The version that an event brings its ticket to; undefined when it stays on its own. */
export function flowAfter(event: TicketEvent): FlowRef | null | undefined {
  if (event.type === 'ticketCreated') return event.ticket.flow
  return event.type === 'ticketStepped' ? event.flow : undefined
}
