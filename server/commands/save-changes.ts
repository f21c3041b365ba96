import { endAssignment, startAssignment } from '#db/assignment.ts'
import type { Transaction } from '#db/client.ts'
import { saveDecisions } from '#db/decision.ts'
import { endOffer, startOffer } from '#db/offer.ts'
import { insertNote } from '#db/note.ts'
import { insertTickets, saveTicket } from '#db/ticket.ts'
import { abandonTrip, finishTrip, startTrip } from '#db/trip.ts'
import type { Instant } from '#domain/instant.ts'
import type { OfferOutcome } from '#domain/ticket/offer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { tripStep } from '#domain/trip.ts'
import type { Change, SaveContext } from './use-case.ts'

/**
 * New tickets, then what became of the others; the history of who held them goes on, with why. The statements go out
 * together; the server runs them in this order on the transaction's connection.
 */
export function saveTickets(
  tx: Transaction,
  changes: readonly Change[],
  { now, by, decisions }: SaveContext,
): Promise<unknown> {
  const made = changes.filter(({ before }) => before === undefined).map(({ after }) => after)
  return Promise.all([
    ...(made.length > 0 ? [insertTickets(tx, made)] : []),
    ...changes.flatMap((change) => {
      const { before, after } = change
      if (!before) return []
      return [
        saveTicket(tx, before, after),
        ...saveHolder(tx, before, after, { now, by }),
        ...saveTrip(tx, change, now),
        ...saveOffer(tx, change, { now, by }),
      ]
    }),
    ...(decisions.length > 0 ? [saveDecisions(tx, decisions)] : []),
  ])
}

/** As `saveTickets`, with what was said about the tickets. */
export const saveTicketsAndNotes = (
  tx: Transaction,
  changes: readonly Change[],
  context: SaveContext,
): Promise<unknown> =>
  Promise.all([
    saveTickets(tx, changes, context),
    ...changes.flatMap(({ event }) =>
      event.type === 'noteAdded' ? [insertNote(tx, event, context.by.name, context.now)] : [],
    ),
  ])

function saveHolder(
  tx: Transaction,
  { assignment: old }: Ticket,
  after: Ticket,
  { now, by }: Pick<SaveContext, 'now' | 'by'>,
): Promise<void>[] {
  const { assignment } = after
  if (old?.engineerId === assignment?.engineerId && old?.assignedAt === assignment?.assignedAt) return []
  return [
    ...(old ? [endAssignment(tx, after.id, now)] : []),
    ...(assignment ? [startAssignment(tx, after, by)] : []),
  ]
}

/** Most changes have nothing to do with a drive, and cost no statement. */
function saveTrip(tx: Transaction, { before, after }: Change, now: Instant): Promise<void>[] {
  switch (tripStep(before, after)) {
    case 'departed':
      return [startTrip(tx, after, now)]
    case 'arrived':
      return [finishTrip(tx, after, now)]
    case 'abandoned':
      return [abandonTrip(tx, after.id)]
    case null:
      return []
  }
}

/** What was open and is not any more has ended; what is open now has begun. */
function saveOffer(
  tx: Transaction,
  { event, before, after }: Change,
  { now: at, by }: Pick<SaveContext, 'now' | 'by'>,
): Promise<void>[] {
  const [old, open] = [before?.offer ?? null, after.offer]
  if (old?.id === open?.id) return []
  return [
    ...(old ? [endOffer(tx, old.id, { outcome: outcomeOf(event), at })] : []),
    ...(open ? [startOffer(tx, after, open, by)] : []),
  ]
}

function outcomeOf(event: TicketEvent): OfferOutcome {
  if (event.type === 'offerEnded') return event.outcome
  return event.type === 'ticketAssigned' && event.accepts ? 'accepted' : 'overtaken'
}
