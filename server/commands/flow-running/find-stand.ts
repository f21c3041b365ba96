import type { Sql, Transaction } from '#db/client.ts'
import { findCustomerTiers } from '#db/customer.ts'
import { findTicket } from '#db/ticket.ts'
import { findTicketFlows } from '#db/ticket-flow.ts'
import type { Actor } from '#domain/actor.ts'
import { describeStand, type TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import { findBoardTimeZone } from '#db/board.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { findStart, readRunningFlows } from './running-flows.ts'

/** Where a ticket stands on its drawn flow, with what this reader may see and do there. Null on the standard process. */
export const findStand = async (sql: Sql, ticketId: string, reader: Reader): Promise<TicketStand | null> =>
  (await read(sql, ticketId, reader))?.stand ?? null

/**
 * As `findStand`, for an engineer: null as well when the ticket is not on their board, or they neither hold it nor have a step
 * of it in hand. It is their own by the same rule as on the list of their work.
 */
export async function findOwnStand(sql: Sql, ticketId: string, reader: Reader): Promise<TicketStand | null> {
  const found = await read(sql, ticketId, reader)
  if (!found) return null
  const { actor } = reader
  const { stand, ticket, handlerIds } = found
  const isOnBoard = actor.kind === 'engineer' && actor.boardId === ticket.boardId
  return isOnBoard && [ticket.assignment?.engineerId, ...handlerIds].includes(actor.id) ? stand : null
}

type Reader = { actor: Actor; now: Instant }

async function read(
  sql: Sql,
  ticketId: string,
  reader: Reader,
): Promise<{ stand: TicketStand; ticket: Ticket; handlerIds: readonly (string | null)[] } | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [ticket, flows] = await Promise.all([findTicket(tx, ticketId), findTicketFlows(tx, [ticketId])])
    const found = flows.get(ticketId)
    if (!ticket || !found) return undefined
    const timeZone = await findBoardTimeZone(tx, ticket.boardId)
    const start = await findStart(tx, found.flow, ticket.customer)
    return {
      ticket,
      stand: describeStand({ ...start, ...found }, ticket, { ...reader, timeZone }),
      handlerIds: found.state.tokens.map(({ handlerId }) => handlerId),
    }
  })
}

/** As `findStand`, of many tickets of a board as one transaction sees them, by their ids; what is on no drawn flow is left out. */
export async function findStands(
  tx: Transaction,
  boardId: string,
  tickets: readonly Ticket[],
  reader: Reader,
): Promise<ReadonlyMap<string, TicketStand>> {
  const [timeZone, flows, tiers] = await Promise.all([
    findBoardTimeZone(tx, boardId),
    findTicketFlows(
      tx,
      tickets.map(({ id }) => id),
    ),
    findCustomerTiers(
      tx,
      tickets.flatMap(({ customer }) => customer?.id ?? []),
    ),
  ])
  const held = tickets.map((ticket) => {
    const flow = flows.get(ticket.id)
    const customerTier = (ticket.customer && tiers.get(ticket.customer.id)) ?? null
    return { ticket, run: flow ? { ...flow, customerTier } : null }
  })
  const { runningFlow } = await readRunningFlows(tx, held, { flow: null })
  return new Map(
    tickets.flatMap((ticket) => {
      const running = runningFlow?.(ticket.id)
      return running ? [[ticket.id, describeStand(running, ticket, { ...reader, timeZone })]] : []
    }),
  )
}
