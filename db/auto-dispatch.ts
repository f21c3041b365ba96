import type { Sql } from './client.ts'

/** Boards on which the engine may assign by itself. */
export async function findAutomaticBoards(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select d.board_id as id from board_dispatch d join board b on b.id = d.board_id
    where d.mode = 'auto' and b.closed_at is null`
  return rows.map(({ id }) => id)
}

/** Those of the tickets that somebody has held before. */
export async function findTakenBack(sql: Sql, ticketIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    select distinct ticket_id as id from assignment where ticket_id = any(${ticketIds as string[]}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

export type WaitingTicket = { id: string; version: number }

/**
 * Tickets that wait for dispatch and that nobody has held yet, the first due first. What was held before has been taken
 * back by somebody: the engine leaves it to people, else undoing its work would be undone at once.
 */
export async function findWaitingTickets(sql: Sql, boardId: string, most: number): Promise<WaitingTicket[]> {
  return sql<WaitingTicket[]>`
    select id, version from ticket t
    where board_id = ${boardId} and stage = 'to-dispatch' and assignee_id is null
      and not exists (select from assignment a where a.ticket_id = t.id)
    order by due_at, id limit ${most}`
}
