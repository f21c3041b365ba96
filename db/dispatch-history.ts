import type { Engineer } from '#domain/engineer.ts'
import { cancelledNodeId } from '#domain/flow/default-flow.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { Sql, Transaction } from './client.ts'
import { findBoardEngineers } from './engineer.ts'
import { findBoardTickets } from './ticket.ts'

/** How often an engineer has finished a ticket at a customer. */
export type Visits = { customerId: string; engineerId: string; visits: number }

/** A ticket that an engineer was given, and when last. */
export type Given = { engineerId: string; ticketId: string; at: Instant }

export type CustomerWish = { customerId: string; engineerId: string; wish: 'never' | 'only' }

/** A board as the engine looks at it, when its log had `seq` lines. */
export type DispatchBoard = {
  seq: number
  timeZone: string
  engineers: readonly Engineer[]
  openTickets: readonly Ticket[]
  visits: readonly Visits[]
  given: readonly Given[]
  wishes: readonly CustomerWish[]
}

/** Everything from one repeatable-read transaction; undefined where there is no such board. */
export async function findDispatchBoard(
  sql: Sql,
  boardId: string,
  { now, givenSince }: { now: Instant; givenSince: Instant },
): Promise<DispatchBoard | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [[board], engineers, tickets, visits, given, wishes] = await Promise.all([
      tx<{ seq: number; timeZone: string }[]>`
        select last_seq as seq, time_zone as "timeZone" from board where id = ${boardId}`,
      findBoardEngineers(tx, boardId),
      findBoardTickets(tx, boardId, now),
      findVisits(tx, boardId),
      findGiven(tx, boardId, givenSince),
      findCustomerWishes(tx),
    ])
    return board && { ...board, engineers, openTickets: tickets, visits, given, wishes }
  })
}

async function findVisits(tx: Transaction, boardId: string): Promise<Visits[]> {
  return tx<Visits[]>`
    select customer_id as "customerId", assignee_id as "engineerId", count(*)::int as visits
    from ticket
    where board_id = ${boardId} and stage = 'closed' and node_id <> ${cancelledNodeId}
      and customer_id is not null and assignee_id is not null
    group by customer_id, assignee_id`
}

/** A ticket that went to and fro counts once for each who held it. Oldest first. */
async function findGiven(tx: Transaction, boardId: string, since: Instant): Promise<Given[]> {
  return tx<Given[]>`
    select a.engineer_id as "engineerId", a.ticket_id as "ticketId", max(a.assigned_at) as at
    from assignment a join engineer e on e.id = a.engineer_id
    where e.board_id = ${boardId} and a.assigned_at > ${since}
    group by a.engineer_id, a.ticket_id
    order by 3, 2`
}

/** All of them: whoever has one may report a fault at any moment. */
export async function findCustomerWishes(sql: Sql | Transaction): Promise<CustomerWish[]> {
  return sql<CustomerWish[]>`
    select customer_id as "customerId", engineer_id as "engineerId", wish from customer_wish`
}
