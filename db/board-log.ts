import type { BoardEvent } from '#contract/board-event.ts'
import type { Sql } from './client.ts'

/** The events of a board after `seq`, in order, at most `limit`. */
export async function findEventsAfter(
  sql: Sql,
  boardId: string,
  seq: number,
  limit: number,
): Promise<BoardEvent[]> {
  return sql<BoardEvent[]>`
    select seq, at, command_id as "commandId", actor, event
    from board_event
    where board_id = ${boardId} and seq > ${seq}
    order by seq
    limit ${limit}`
}

/** How far each of the boards' logs reaches. Boards that do not exist are left out. */
export async function findHeads(
  sql: Sql,
  boardIds: readonly string[],
): Promise<{ boardId: string; seq: number }[]> {
  return sql<{ boardId: string; seq: number }[]>`
    select id as "boardId", last_seq as seq from board where id = any(${boardIds as string[]}::uuid[])`
}
