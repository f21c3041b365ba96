import type { Instant } from '../instant.ts'
import type { Stage } from '../stage.ts'
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

type Landing = { nodeId: string; stage: Stage }

/** Everything that can have happened to a ticket. The events of a board, applied in order, are the board. */
export type TicketEvent =
  | { type: 'ticketCreated'; ticketId: string; ticket: Ticket }
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
  if (event.type === 'ticketCreated') return withOffer(event.ticket)
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

/** A log from before there were offers says nothing of them. */
const withOffer = (ticket: Omit<Ticket, 'offer'> & Partial<Pick<Ticket, 'offer'>>): Ticket =>
  hasOffer(ticket) ? ticket : { ...ticket, offer: null }

const hasOffer = (ticket: Partial<Pick<Ticket, 'offer'>>): ticket is Ticket => ticket.offer !== undefined

/** Whatever moves a ticket ends its offer. */
const land = (ticket: Ticket, { nodeId, stage }: Landing, at: Instant): Ticket => ({
  ...ticket,
  offer: null,
  nodeId,
  stage,
  stageSince: ticket.stage === stage ? ticket.stageSince : at,
  closedAt: stage === 'closed' ? at : null,
})
