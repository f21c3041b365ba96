import type { Sql, Transaction } from './client.ts'

/**
 * The open tickets of a board that these engineers have to do something about: as their holder, or because a step was handed to
 * them. The handlers are asked for as an index knows them.
 */
export const ownWork = (sql: Sql | Transaction, boardId: string, engineerIds: readonly string[]) => sql`
  select t.id, t.version, t.assignee_id::text as worker from ticket t
  where t.board_id = ${boardId} and t.stage <> 'closed' and t.assignee_id = any(${engineerIds as string[]}::uuid[])
  union
  select t.id, t.version, worker
  from ticket_flow f join ticket t on t.id = f.ticket_id,
    jsonb_array_elements_text(jsonb_path_query_array(f.state, '$.tokens[*].handlerId')) as worker
  where f.status = 'running' and f.board_id = ${boardId} and t.stage <> 'closed'
    and jsonb_path_query_array(f.state, '$.tokens[*].handlerId') ?| ${engineerIds as string[]}::text[]
    and worker = any(${engineerIds as string[]}::text[])`

/** What differs as soon as the work of one of these engineers has changed, by their ids. */
export async function findWorkMarks(
  tx: Transaction,
  boardId: string,
  engineerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<{ worker: string; mark: string }[]>`
    select worker, md5(string_agg(id::text || version, ',' order by id)) as mark
    from (${ownWork(tx, boardId, engineerIds)}) as work group by worker`
  return new Map(rows.map(({ worker, mark }) => [worker, mark]))
}

/** On how many open tickets these engineers have something to do, by their ids; whoever has nothing is left out. */
export async function countWork(
  tx: Transaction,
  boardId: string,
  engineerIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx<{ worker: string; count: number }[]>`
    select worker, count(*)::int as count from (${ownWork(tx, boardId, engineerIds)}) as work group by worker`
  return new Map(rows.map(({ worker, count }) => [worker, count]))
}
