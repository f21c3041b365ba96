import { endAssignment, startAssignment } from '#db/assignment.ts'
import type { Transaction } from '#db/client.ts'
import { saveTicket } from '#db/ticket.ts'
import type { Change, SaveContext } from './use-case.ts'

/** The statements of one save go out together; the server runs them in this order on the transaction's connection. */
export const saveTickets = (tx: Transaction, changes: readonly Change[]): Promise<unknown> =>
  Promise.all(changes.map(({ before, after }) => saveTicket(tx, locked(before), after)))

/** As saveTickets, and the history of who held them goes on. */
export const saveHandovers = (
  tx: Transaction,
  changes: readonly Change[],
  { now, by }: SaveContext,
): Promise<unknown> =>
  Promise.all(
    changes.flatMap(({ before, after }) => [
      saveTicket(tx, locked(before), after),
      ...(before?.assignment ? [endAssignment(tx, after.id, now)] : []),
      ...(after.assignment ? [startAssignment(tx, after, by)] : []),
    ]),
  )

function locked(before: Change['before']) {
  if (!before) throw new Error('only createTicket may write a ticket that was not locked')
  return before
}
