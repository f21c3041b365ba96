import type { BoardEvent } from '#contract/board-event.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { EngineSettings } from '#domain/scoring/engine-settings.ts'
import type { FlowRef } from '#domain/flow/board-flows.ts'
import type { ItemAnswer } from '#domain/decide/board-facts.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { engineSettings } from './board-dispatch.ts'
import { boardFlow, toFlowRef, type FlowColumns } from './board-flow.ts'
import type { Sql, Transaction } from './client.ts'

export type BoardRow = { id: string; timeZone: string; closed: boolean; flow: FlowRef | null }
export type EarlierAnswer = { seq: number; actorId: string; items: readonly ItemAnswer[] | null }

/**
 * The board and the first answers of those commands that were done before. To be asked after the tickets are locked:
 * a twin of a command that was faster has then committed and is seen here.
 */
export async function findBoardAndEarlierAnswers(
  tx: Transaction,
  boardId: string,
  commandIds: readonly string[],
): Promise<{ board: BoardRow; earlier: ReadonlyMap<string, EarlierAnswer> } | undefined> {
  const rows = await tx<
    (Omit<BoardRow, 'flow'> & FlowColumns & Nullable<EarlierAnswer & { commandId: string }>)[]
  >`
    select b.id, b.time_zone as "timeZone", b.closed_at is not null as closed, ${boardFlow(tx)},
      e.command_id as "commandId", e.seq, e.actor ->> 'id' as "actorId", e.items
    from board b
    left join board_event e on e.board_id = b.id and e.command_id = any(${commandIds as string[]}::uuid[])
    where b.id = ${boardId}
    order by e.seq`
  const [first] = rows
  if (!first) return undefined
  const earlier = new Map<string, EarlierAnswer>()
  for (const { commandId, seq, actorId, items } of rows)
    if (commandId !== null && seq !== null && actorId !== null)
      // The items stand on the first event of a command, its answer names the last.
      earlier.set(commandId, { seq, actorId, items: earlier.get(commandId)?.items ?? items })
  const { id, timeZone, closed } = first
  return { board: { id, timeZone, closed, flow: toFlowRef(first) }, earlier }
}

type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null }

/** What one command did. `items` is a bulk command's answer. */
export type DoneCommand = {
  commandId: string
  events: readonly TicketEvent[]
  items?: readonly ItemAnswer[] | undefined
}

export type NewEvents = { boardId: string; at: number; actor: ActorRef; commands: readonly DoneCommand[] }

/**
 * Appends the events of commands to the board's log and answers for each command the number of its last event. Must be
 * the last statement of its transaction: the board's row stays locked until the commit, and that lock is what makes the
 * numbers follow the order of commits.
 */
export async function appendEvents(
  tx: Transaction,
  { boardId, at, actor, commands }: NewEvents,
): Promise<number[]> {
  const lines = commands.flatMap(({ commandId, events, items }) =>
    events.map((event, commandIndex) => ({
      commandId,
      commandIndex,
      event,
      ...(commandIndex === 0 && items && { items }),
    })),
  )
  const [row] = await tx<{ seq: number }[]>`
    with head as (
      update board set last_seq = last_seq + ${lines.length} where id = ${boardId} returning last_seq
    ), appended as (
      insert into board_event (board_id, seq, command_id, command_index, at, actor, ticket_id, event, items)
      select ${boardId}, last_seq - ${lines.length} + ordinality, (line ->> 'commandId')::uuid,
        (line ->> 'commandIndex')::smallint, ${at}, ${tx.json(actor)}, (line -> 'event' ->> 'ticketId')::uuid,
        line -> 'event', line -> 'items'
      from head, jsonb_array_elements(${tx.json(lines)}) with ordinality as l (line, ordinality)
    )
    select last_seq as seq from head`
  if (!row) throw new Error(`board ${boardId} is not there`)
  let seq = row.seq - lines.length
  return commands.map(({ events }) => (seq += events.length))
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

export type BoardHead = { boardId: string; seq: number } & EngineSettings

/** How far each of the boards' logs reaches. Boards that do not exist are left out. */
export async function findHeads(sql: Sql, boardIds: readonly string[]): Promise<BoardHead[]> {
  return sql<BoardHead[]>`
    select b.id as "boardId", b.last_seq as seq, ${engineSettings(sql)}
    from board b left join board_dispatch d on d.board_id = b.id
    where b.id = any(${boardIds as string[]}::uuid[])`
}
