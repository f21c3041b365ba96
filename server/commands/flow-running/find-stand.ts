import type { Sql } from '#db/client.ts'
import { findTicket } from '#db/ticket.ts'
import { findTicketFlows } from '#db/ticket-flow.ts'
import type { Actor } from '#domain/actor.ts'
import { describeStand, type TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import { findBoardTimeZone } from '#db/board.ts'
import { findStart } from './running-flows.ts'

/** Where a ticket stands on its drawn flow, with what this reader may see and do there. Null on the standard process. */
export async function findStand(
  sql: Sql,
  ticketId: string,
  reader: { actor: Actor; now: Instant },
): Promise<TicketStand | null> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [ticket, flows] = await Promise.all([findTicket(tx, ticketId), findTicketFlows(tx, [ticketId])])
    const found = flows.get(ticketId)
    if (!ticket || !found) return null
    const timeZone = await findBoardTimeZone(tx, ticket.boardId)
    const start = await findStart(tx, found.flow, ticket.customer)
    return describeStand({ ...start, ...found }, ticket, { ...reader, timeZone })
  })
}
