import type { Sql, Transaction } from './client.ts'
import { holdOpenFlow } from './flow-documents.ts'
import type { BoardEvent } from '#contract/board-event.ts'

export type BoardSummary = {
  id: string
  name: string
  closed: boolean
  timeZone: string
  /** What new tickets run on; null is the standard process. */
  flow: { id: string; name: string } | null
}

/** The boards a person may open: all for an administrator (`personId` null), else those they are a member of. */
export async function findBoards(sql: Sql, personId: string | null): Promise<BoardSummary[]> {
  return sql<BoardSummary[]>`
    select b.id, b.name, b.closed_at is not null as closed, b.time_zone as "timeZone",
      case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name) end as flow
    from board b left join flow f on f.id = b.flow_id
    where ${personId}::uuid is null
      or exists (select from board_member m where m.board_id = b.id and m.person_id = ${personId})
    order by b.closed_at is not null, b.created_at, b.name`
}

type NewBoard = {
  id: string
  name: string
  timeZone: string
  centre: { lng: number; lat: number }
  zoom: number
  flowId: string | null
}

/** False when its flow has been archived. */
export async function insertBoard(sql: Sql, board: NewBoard): Promise<boolean> {
  const { id, name, timeZone, centre, zoom, flowId } = board
  return sql.begin(async (tx) => {
    if (flowId !== null && !(await holdOpenFlow(tx, flowId))) return false
    await tx`
      insert into board (id, name, time_zone, centre_lng, centre_lat, zoom, flow_id)
      values (${id}, ${name}, ${timeZone}, ${centre.lng}, ${centre.lat}, ${zoom}, ${flowId})`
    return true
  })
}

/** Everything that happened to a ticket, oldest first. */
export async function findTicketTimeline(sql: Sql, boardId: string, ticketId: string): Promise<BoardEvent[]> {
  return sql<BoardEvent[]>`
    select seq, at, command_id as "commandId", actor, event from board_event
    where ticket_id = ${ticketId} and board_id = ${boardId} order by seq`
}

export async function countOpenTickets(
  sql: Sql,
  boardIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ boardId: string; count: number }[]>`
    select board_id as "boardId", count(*)::int as count from ticket
    where board_id = any(${boardIds as string[]}::uuid[]) and stage <> 'closed' group by board_id`
  return new Map(rows.map(({ boardId, count }) => [boardId, count]))
}

/** Of the open tickets those that are due before `dueBefore`. */
export async function findOpenDeadlines(
  sql: Sql,
  boardIds: readonly string[],
  dueBefore: number,
): Promise<{ boardId: string; createdAt: number; dueAt: number }[]> {
  return sql<{ boardId: string; createdAt: number; dueAt: number }[]>`
    select board_id as "boardId", created_at as "createdAt", due_at as "dueAt" from ticket
    where board_id = any(${boardIds as string[]}::uuid[]) and stage <> 'closed' and due_at < ${dueBefore}`
}

/** @throws when there is no such board */
export async function findBoardTimeZone(sql: Sql | Transaction, boardId: string): Promise<string> {
  const [board] = await sql<{ timeZone: string }[]>`
    select time_zone as "timeZone" from board where id = ${boardId}`
  if (!board) throw new Error(`there is no board ${boardId}`)
  return board.timeZone
}
