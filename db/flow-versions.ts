import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'

export type FlowHead = { seq: number; createdBy: ActorRef }

/** How far the log of an open flow's document reaches. */
export async function findFlowHead(tx: Sql | Transaction, flowId: string): Promise<FlowHead | undefined> {
  const [head] = await tx<FlowHead[]>`
    select document_seq as seq, created_by as "createdBy" from flow where id = ${flowId} and archived_at is null`
  return head
}

/** One at a time publishes a flow; until the transaction ends nothing is added to the log of its document either. */
export async function lockFlow(tx: Transaction, flowId: string): Promise<void> {
  await tx`select 1 from flow where id = ${flowId} for update`
}

export type PublishedFlow = {
  number: number
  name: string
  graph: FlowGraph
  createdBy: ActorRef
  createdAt: Instant
}

/** Undefined for a flow that was never published. */
export async function findNewestFlowVersion(
  tx: Sql | Transaction,
  flowId: string,
): Promise<PublishedFlow | undefined> {
  const [newest] = await tx<PublishedFlow[]>`
    select number, name, graph, created_by as "createdBy", created_at as "createdAt"
    from flow_version where flow_id = ${flowId} order by number desc limit 1`
  return newest
}

/** The newest first. */
export const findFlowVersions = (sql: Sql, flowId: string) => sql<FlowVersionRow[]>`
  select v.number, v.name, v.created_by as "createdBy", v.created_at as "createdAt",
    (select count(*)::int from ticket_flow t
      where t.flow_id = v.flow_id and t.flow_number = v.number and t.status = 'running') as running
  from flow_version v where v.flow_id = ${flowId} order by v.number desc`

export async function findFlowVersionGraph(
  sql: Sql | Transaction,
  flowId: string,
  number: number,
): Promise<FlowGraph | undefined> {
  const [found] = await sql<{ graph: FlowGraph }[]>`
    select graph from flow_version where flow_id = ${flowId} and number = ${number}`
  return found?.graph
}

/** Flows that a board can choose: open ones with a version. */
export async function findPublishedFlows(
  sql: Sql | Transaction,
): Promise<{ id: string; name: string; number: number }[]> {
  return sql<{ id: string; name: string; number: number }[]>`
    select f.id, f.name, max(v.number) as number from flow f join flow_version v on v.flow_id = f.id
    where f.archived_at is null group by f.id order by f.name, f.id`
}

/** Never changed afterwards. */
export async function insertFlowVersion(
  tx: Transaction,
  version: Omit<PublishedFlow, 'number'> & {
    compiled: FlowVersion
    /** The number in the log up to which the draft was taken, and the whole draft there (Yjs, V2). */
    seq: number
    document: Uint8Array
  },
): Promise<void> {
  const { compiled, name, seq, document, graph, createdBy, createdAt } = version
  await tx`
    insert into flow_version (flow_id, number, name, seq, document, graph, compiled, created_by, created_at)
    values (${compiled.flowId}, ${compiled.number}, ${name}, ${seq}, ${Buffer.from(document)}, ${tx.json(graph)},
      ${tx.json(compiled)}, ${tx.json(createdBy)}, ${createdAt})`
}

/** The newest version first, then the older ones on which tickets run. */
export const findVersionsInUse = (
  sql: Sql,
  flowId: string,
): Promise<{ number: number; graph: FlowGraph }[]> => sql<{ number: number; graph: FlowGraph }[]>`
  select number, graph from flow_version v
  where flow_id = ${flowId} and (
    number = (select max(number) from flow_version where flow_id = ${flowId})
    or exists (select 1 from ticket_flow f where f.flow_id = v.flow_id and f.flow_number = v.number and f.status = 'running'))
  order by number desc`
