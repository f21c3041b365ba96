import type { Actor, Role } from '#domain/actor.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { mayWatchBoard } from './board.ts'

/** What a ticket policy looks at; `tickets` are those that the command names and that exist. */
export type TicketSubject = { boardId: string; tickets: readonly Ticket[] }
export type TicketPolicy = (actor: Actor, subject: TicketSubject) => boolean

const office: readonly Role[] = ['admin', 'supervisor', 'dispatcher', 'service-desk']
const dispatch: readonly Role[] = ['admin', 'supervisor', 'dispatcher']

export const mayCreateTicket: TicketPolicy = (actor, subject) => works(actor, subject, office)
export const mayEditTicket: TicketPolicy = (actor, subject) => works(actor, subject, office)
export const mayAssignTicket: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
/** Before the ticket is even looked up: whom the engine would send. */
export const mayAskAdvice = (actor: Actor, boardId: string): boolean =>
  works(actor, { boardId, tickets: [] }, dispatch)
/** A plan is carried out by assigning in bulk. */
export const mayAskPlan = (actor: Actor, boardId: string): boolean =>
  actor.kind === 'person' && mayBulkAssignTickets(actor, { boardId, tickets: [] })
export const mayReassignTicket: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayUnassignTicket: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayBulkAssignTickets: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayPinAssignment: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayUnpinAssignment: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const maySetTicketPriority: TicketPolicy = (actor, subject) => works(actor, subject, office)
export const mayCancelTicket: TicketPolicy = (actor, subject) => works(actor, subject, office)
export const mayReopenTicket: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayOfferTicket: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayWithdrawOffer: TicketPolicy = (actor, subject) => works(actor, subject, dispatch)
export const mayExpireOffer: TicketPolicy = (actor, { boardId }) =>
  actor.kind === 'engine' && actor.boardId === boardId
/** Only the engine itself, for a migration that somebody has ordered. */
export const mayMigrateTicket: TicketPolicy = (actor, { boardId }) =>
  actor.kind === 'engine' && actor.boardId === boardId
/** Answering offers and claiming from the pool; to whom it was offered is for the decision to say. */
export const mayTakeWork: TicketPolicy = (actor, { boardId }) =>
  actor.kind === 'engineer' && actor.boardId === boardId
/** Whose step it is, is for the decision to say. */
export const mayTakeStep: TicketPolicy = (actor, subject) =>
  works(actor, subject, office) || mayTakeWork(actor, subject)
/** What comes to a flow from nobody. */
export const mayAdvanceFlow: TicketPolicy = (actor, subject) => mayExpireOffer(actor, subject)
export const mayMoveTicketStage: TicketPolicy = (actor, subject) =>
  works(actor, subject, dispatch) || holds(actor, subject)
export const mayAddNote: TicketPolicy = (actor, subject) =>
  works(actor, subject, office) || holds(actor, subject)

/** An office role on one of its boards; the engine may do on its board what a dispatcher may. */
const works = (actor: Actor, { boardId }: TicketSubject, allowed: readonly Role[]): boolean =>
  mayWatchBoard(actor, boardId) && (actor.kind === 'engine' || allowed.includes(roleOf(actor)))

/** An engineer with the tickets that they hold themselves. */
const holds = (actor: Actor, { tickets }: TicketSubject): boolean =>
  actor.kind === 'engineer' &&
  tickets.length > 0 &&
  tickets.every(({ assignment }) => assignment?.engineerId === actor.id)

const roleOf = (actor: Actor): Role => (actor.kind === 'person' ? actor.role : 'engineer')
