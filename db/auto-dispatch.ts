import type { DispatchMode, HandOut } from '#domain/scoring/engine-settings.ts'
import type { Sql } from './client.ts'
import { readFlowVersion } from './flow-version-reader.ts'

/** A board on which the engine has something to do. */
export type EngineBoard = { id: string; mode: DispatchMode; handOut: HandOut }

/**
 * Boards on which the engine may act by itself, where somebody has asked engineers and nobody has taken it yet, or where a
 * drawn flow leaves a ticket to automatic dispatch: such a node waits for a time.
 */
export async function findEngineBoards(sql: Sql): Promise<EngineBoard[]> {
  return sql<EngineBoard[]>`
    select b.id, coalesce(d.mode, 'off') as mode, coalesce(d.hand_out, 'assignment') as "handOut"
    from board b left join board_dispatch d on d.board_id = b.id
    where b.closed_at is null and (d.mode = 'auto' or exists (
      select from ticket t where t.board_id = b.id and t.stage = 'to-dispatch' and t.assignee_id is null
        and t.offer is null and exists (select from offer o where o.ticket_id = t.id))
      or exists (select from timer m where m.board_id = b.id and m.kind = 'wait'))`
}

/** What has become of the offers of a ticket. */
export type OfferHistory = {
  /** Those who have declined, or let the time pass. */
  askedIds: readonly string[]
  /** Somebody has held it, or has withdrawn an offer of it: it is for people. */
  isTakenBack: boolean
}

/** Of those tickets of which there is anything to tell. */
export async function findOfferHistories(
  sql: Sql,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, OfferHistory>> {
  const rows = await sql<(OfferHistory & { id: string })[]>`
    select id, array_remove(array_agg(asked), null) as "askedIds", bool_or(back) as "isTakenBack" from (
      select ticket_id as id, null as asked, true as back from assignment
      where ticket_id = any(${ticketIds as string[]}::uuid[])
      union all
      select ticket_id, case when outcome in ('declined', 'expired') then engineer_id::text end,
        coalesce(outcome = 'withdrawn', false)
      from offer where ticket_id = any(${ticketIds as string[]}::uuid[])
    ) as past group by id`
  return new Map(rows.map(({ id, ...history }) => [id, history]))
}

export type WaitingTicket = {
  id: string
  version: number
  /** Its flow leaves it to the engine, whatever the board's mode; who has given it back is not asked again. */
  byFlow: { heldByIds: readonly string[] } | null
} & Pick<OfferHistory, 'askedIds'>

/**
 * Tickets that wait for dispatch, that nobody has held yet and about which nobody is being asked, the first due first. What
 * was held before or asked and withdrawn has been taken back by somebody: the engine leaves it to people, else undoing its
 * work would be undone at once. Behind them those that flows leave to it.
 */
export async function findWaitingTickets(sql: Sql, boardId: string, most: number): Promise<WaitingTicket[]> {
  const [rows, ordered] = await Promise.all([
    sql<{ id: string; version: number }[]>`
      select id, version from ticket t
      where board_id = ${boardId} and stage = 'to-dispatch' and assignee_id is null and offer is null
        and not exists (select from assignment a where a.ticket_id = t.id)
        and not exists (select from offer o where o.ticket_id = t.id and o.outcome = 'withdrawn')
      order by due_at, id limit ${most}`,
    findOrderedByFlow(sql, boardId, most),
  ])
  const histories = await findOfferHistories(
    sql,
    [...rows, ...ordered].map(({ id }) => id),
  )
  const askedIds = (id: string) => histories.get(id)?.askedIds ?? []
  const flows = new Map(ordered.map(({ id, heldByIds }) => [id, { heldByIds }]))
  return [
    ...rows
      .filter(({ id }) => !flows.has(id))
      .map((row) => ({ ...row, askedIds: askedIds(row.id), byFlow: null })),
    ...ordered.map(({ id, version }) => ({
      id,
      version,
      askedIds: askedIds(id),
      byFlow: flows.get(id) ?? null,
    })),
  ]
}

type OnVersion = { flowId: string; number: number }

/**
 * Tickets on a node of automatic dispatch by the policy. What their nodes are is not asked of the database: a version is large,
 * would be unpacked for every ticket, and is in memory. Many tickets of a board may wait for something else.
 */
async function findOrderedByFlow(sql: Sql, boardId: string, most: number) {
  type Row = { id: string; version: number; heldByIds: string[] }
  const places: (OnVersion & { nodeId: string })[] = []
  for (const version of await findVersionsOnBoard(sql, boardId)) {
    const { nodes } = await readFlowVersion(sql, { id: version.flowId, number: version.number })
    for (const node of Object.values(nodes))
      if (node.type === 'auto-assign' && node.config.by.kind === 'policy')
        places.push({ ...version, nodeId: node.id })
  }
  if (places.length === 0) return []
  return sql<Row[]>`
    select t.id, t.version,
      array(select distinct a.engineer_id::text from assignment a where a.ticket_id = t.id) as "heldByIds"
    from ticket t join ticket_flow f on f.ticket_id = t.id and f.status = 'running'
    where t.board_id = ${boardId} and t.node_id = any(${places.map(({ nodeId }) => nodeId)})
      and t.assignee_id is null and t.stage <> 'closed' and t.offer is null
      and (f.flow_id, f.flow_number, t.node_id) in (
        select * from unnest(${places.map(({ flowId }) => flowId)}::uuid[],
          ${places.map(({ number }) => number)}::int[], ${places.map(({ nodeId }) => nodeId)}::text[]))
    order by t.due_at, t.id limit ${most}`
}

/** The versions on which tickets of a board run. From one to the next in the index: the tickets themselves are not counted. */
const findVersionsOnBoard = (sql: Sql, boardId: string) => sql<OnVersion[]>`
  with recursive used as (
    (select flow_id, flow_number from ticket_flow where board_id = ${boardId} and status = 'running'
      order by flow_id, flow_number limit 1)
    union all
    select next.flow_id, next.flow_number from used, lateral (
      select flow_id, flow_number from ticket_flow f
      where board_id = ${boardId} and status = 'running' and (f.flow_id, f.flow_number) > (used.flow_id, used.flow_number)
      order by flow_id, flow_number limit 1
    ) as next
  )
  select flow_id as "flowId", flow_number as number from used`
