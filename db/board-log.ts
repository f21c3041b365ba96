import type { BoardEvent } from '#contract/board-event.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { ItemAnswer } from '#domain/decide/board-facts.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Sql, Transaction } from './client.ts'

export type BoardRow = { id: string; timeZone: string; closed: boolean }
export type EarlierAnswer = { seq: number; actorId: string; items: readonly ItemAnswer[] | null }

/**
 * The board and, when the command was done before, its first answer. To be asked after the tickets are locked:
 * a twin of the command that was faster has then committed and is seen here.
 */
export async function findBoardAndEarlierAnswer(
  tx: Transaction,
  boardId: string,
  commandId: string,
): Promise<{ board: BoardRow; earlier: EarlierAnswer | undefined } | undefined> {
  const rows = await tx<(BoardRow & { seq: number | null; actorId: string; items: ItemAnswer[] | null })[]>`
    select b.id, b.time_zone as "timeZone", b.closed_at is not null as closed,
      e.seq, e.actor ->> 'id' as "actorId", e.items
    from board b
    left join board_event e on e.board_id = b.id and e.command_id = ${commandId}
    where b.id = ${boardId}
    order by e.command_index`
  const [first] = rows
  if (!first) return undefined
  const { id, timeZone, closed, actorId, items } = first
  const seq = rows.at(-1)?.seq ?? null
  return { board: { id, timeZone, closed }, earlier: seq === null ? undefined : { seq, actorId, items } }
}

export type NewEvents = {
  boardId: string
  commandId: string
  at: number
  actor: ActorRef
  events: readonly TicketEvent[]
  items: readonly ItemAnswer[] | null
}

/**
 * Appends events to the board's log and answers the number of the last. Must be the last statement of its transaction:
 * the board's row stays locked until the commit, and that lock is what makes the numbers follow the order of commits.
 */
export async function appendEvents(
  tx: Transaction,
  { boardId, commandId, at, actor, events, items }: NewEvents,
): Promise<number> {
  const [row] = await tx<{ seq: number }[]>`
    with head as (
      update board set last_seq = last_seq + ${events.length} where id = ${boardId} returning last_seq
    ), line as (
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event, items)
      select ${boardId}, last_seq - ${events.length} + ordinality, ${commandId}, ordinality - 1, ${at}, ${tx.json(actor)},
        (event ->> 'ticketId')::uuid, event, case when ordinality = 1 then ${items === null ? null : tx.json(items)}::jsonb end
      from head, jsonb_array_elements(${tx.json(events)}) with ordinality as e (event, ordinality)
    )
    select last_seq as seq from head`
  if (!row) throw new Error(`board ${boardId} is not there`)
  return row.seq
}

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
