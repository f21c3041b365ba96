import { endAssignment, startAssignment } from '#db/assignment.ts'
import type { Transaction } from '#db/client.ts'
import { saveDecisions } from '#db/decision.ts'
import { endOffer, startOffer } from '#db/offer.ts'
import { saveTicket } from '#db/ticket.ts'
import { abandonTrip, finishTrip, startTrip } from '#db/trip.ts'
import type { Instant } from '#domain/instant.ts'
import type { OfferOutcome } from '#domain/ticket/offer.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { tripStep } from '#domain/trip.ts'
import type { Change, SaveContext } from './use-case.ts'

/** The statements of one save go out together; the server runs them in this order on the transaction's connection. */
export const saveTickets = (
  tx: Transaction,
  changes: readonly Change[],
  { now, by }: SaveContext,
): Promise<unknown> =>
  Promise.all(
    changes.flatMap((change) => [
      saveTicket(tx, locked(change.before), change.after),
      ...saveTrip(tx, change, now),
      ...saveOffer(tx, change, { now, by }),
    ]),
  )

/** As saveTickets, and the history of who held them goes on, with why. */
export const saveHandovers = (
  tx: Transaction,
  changes: readonly Change[],
  { now, by, decisions }: SaveContext,
): Promise<unknown> =>
  Promise.all([
    ...changes.flatMap((change) => {
      const { before, after } = change
      return [
        saveTicket(tx, locked(before), after),
        ...(before?.assignment ? [endAssignment(tx, after.id, now)] : []),
        ...(after.assignment ? [startAssignment(tx, after, by)] : []),
        ...saveTrip(tx, change, now),
        ...saveOffer(tx, change, { now, by }),
      ]
    }),
    ...(decisions.length > 0 ? [saveDecisions(tx, decisions)] : []),
  ])

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

function locked(before: Change['before']) {
  if (!before) throw new Error('only createTicket may write a ticket that was not locked')
  return before
}
