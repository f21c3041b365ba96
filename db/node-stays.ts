import type { NodeDuration } from '#contract/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql } from './client.ts'

/**
 * How long tickets have stood on the nodes of a flow, over all its versions: stays that ended since then.
 * @param boardIds whose tickets; null: all boards
 */
export const findNodeDurations = (
  sql: Sql,
  { flowId, since, boardIds }: { flowId: string; since: Instant; boardIds: readonly string[] | null },
): Promise<NodeDuration[]> => sql<NodeDuration[]>`
  select node_id as "nodeId", count(*)::int as stays, (count(*) filter (where was_late))::int as late,
    percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at) * 1000) as "medianMs",
    percentile_cont(0.9) within group (order by extract(epoch from left_at - entered_at) * 1000) as "p90Ms"
  from node_stay s
  where flow_id = ${flowId} and left_at >= ${since}
    and (${boardIds === null} or exists (
      select 1 from ticket t where t.id = s.ticket_id and t.board_id = any(${(boardIds ?? []) as string[]}::uuid[])))
  group by node_id`
