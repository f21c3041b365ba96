import type { StandingTicket } from '#contract/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'
import { riskRule } from '#domain/sla/sla-state.ts'
import type { Sql } from './client.ts'

/** Tickets of one board and version on a node; without a node, all that are on their way. */
export type StandingRow = {
  boardId: string
  nodeId: string | null
  version: number
  tickets: number
  atRisk: number
  late: number
}

/** What there is on all boards, of which everybody is shown their own. */
export type FlowStanding = {
  newest: number | null
  rows: readonly StandingRow[]
}

/** When a ticket begins to be at risk, by the rule of `sla-state.ts`. */
const riskAt = (sql: Sql) => sql`
  t.due_at - least(${riskRule.mostMs}::float8, greatest(${riskRule.leastMs}::float8,
    extract(epoch from t.due_at - t.created_at) * 1000 * ${riskRule.share}::float8)) * interval '1 ms'`

/**
 * Where the running tickets of a flow stand, over all its versions. One statement, so that it is one moment: a ticket that moves
 * meanwhile is counted here or there.
 */
export async function findFlowStanding(sql: Sql, flowId: string, now: Instant): Promise<FlowStanding> {
  const counted = await sql<Answered[]>`
    with running as materialized (
      select f.ticket_id, f.board_id, f.flow_number, f.state -> 'tokens' as tokens, t.due_at, ${riskAt(sql)} as risk_at
      from ticket_flow f join ticket t on t.id = f.ticket_id
      where f.flow_id = ${flowId} and f.status = 'running'
    ), standing as (
      select board_id, flow_number, token ->> 'nodeId' as node_id,
        bool_or((token -> 'breached')::bool) or due_at < ${now} as late,
        bool_or((token -> 'warned')::bool) or risk_at <= ${now} as risky
      from running cross join lateral jsonb_array_elements(tokens) token
      group by ticket_id, board_id, flow_number, node_id, due_at, risk_at
    ), counted as (
      select board_id, node_id, flow_number, count(*)::int as tickets,
        count(*) filter (where late)::int as late, count(*) filter (where risky and not late)::int as at_risk
      from standing group by board_id, node_id, flow_number
      union all
      select board_id, null, flow_number, count(*)::int, 0, 0
      from running group by board_id, flow_number
    )
    select v.newest, c.board_id as "boardId", c.node_id as "nodeId", c.flow_number as version, c.tickets,
      c.at_risk as "atRisk", c.late
    from (select max(number) as newest from flow_version where flow_id = ${flowId}) v
    left join counted c on true`
  const [first] = counted
  return {
    newest: first?.newest ?? null,
    // A flow without tickets answers one row, of the version alone.
    rows: counted.flatMap((row) => (isCounted(row) ? [row] : [])),
  }
}

type Answered = { newest: number | null } & (StandingRow | { [Key in keyof StandingRow]: null })

const isCounted = (row: Answered): row is Answered & StandingRow => row.version !== null

/** Those who stand on a node, the worst first: late before at risk, then by what is left. `boardIds` null: all boards. */
export const findStandingTickets = (
  sql: Sql,
  {
    flowId,
    nodeId,
    boardIds,
    most,
  }: { flowId: string; nodeId: string; boardIds: readonly string[] | null; most: number },
  now: Instant,
): Promise<StandingTicket[]> => sql<StandingTicket[]>`
  with standing as (
    select t.id, t.board_id, t.number, t.title, f.flow_number, token,
      case when v.compiled -> 'nodes' -> (token ->> 'nodeId') ->> 'type' in ('task', 'approval')
        then least(t.due_at, to_timestamp((token ->> 'dueAt')::float8 / 1000)) else t.due_at end as due_at,
      (token -> 'breached')::bool or t.due_at < ${now} as late,
      (token -> 'warned')::bool or ${riskAt(sql)} <= ${now} as risky
    from ticket_flow f
    join ticket t on t.id = f.ticket_id
    join flow_version v on v.flow_id = f.flow_id and v.number = f.flow_number
    cross join lateral jsonb_array_elements(f.state -> 'tokens') token
    where f.flow_id = ${flowId} and f.status = 'running' and token ->> 'nodeId' = ${nodeId}
      and (${boardIds === null} or f.board_id = any(${(boardIds ?? []) as string[]}::uuid[]))
  )
  select id as "ticketId", board_id as "boardId", number, title, flow_number as version,
    (token ->> 'since')::float8 as since, due_at as "dueAt",
    case when late then 'late' when risky then 'at-risk' else 'on-track' end as level
  from standing order by late desc, risky desc, due_at, number limit ${most}`
