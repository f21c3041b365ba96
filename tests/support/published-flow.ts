import { randomUUID } from 'node:crypto'
import { Doc, encodeStateAsUpdateV2 } from 'yjs'
import { insertFlow } from '#db/flow-documents.ts'
import { insertFlowVersion } from '#db/flow-versions.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import type { TestDatabase } from './database.ts'

const by = { kind: 'person', id: randomUUID(), name: 'Ana' } as const

/** One of the flows to begin with, by its key. */
export function starterGraph(key: string): FlowGraph {
  const starter = starters.find((one) => one.key === key)
  if (!starter) throw new Error(`there is no starter ${key}`)
  return starter.graph
}

/** A flow with one version, as publishing leaves it; what was drawn before is of no importance. */
export async function publishGraph(
  { kysely, sql }: Pick<TestDatabase, 'kysely' | 'sql'>,
  graph: FlowGraph,
): Promise<string> {
  const flowId = randomUUID()
  const document = encodeStateAsUpdateV2(new Doc())
  await insertFlow(kysely, { id: flowId, name: flowId, createdBy: by, createdAt: Date.now(), document })
  await addVersion({ sql }, flowId, 1, graph)
  return flowId
}

export async function addVersion(
  { sql }: Pick<TestDatabase, 'sql'>,
  flowId: string,
  number: number,
  graph: FlowGraph,
): Promise<void> {
  const document = encodeStateAsUpdateV2(new Doc())
  const compiled = compileGraph(graph, { flowId, number })
  const version = { compiled, name: '', graph, seq: 0, document, createdBy: by, createdAt: Date.now() }
  await sql.begin((tx) => insertFlowVersion(tx, version))
}

/** New tickets of the board run on a flow with this graph. */
export async function runBoardOn(
  database: Pick<TestDatabase, 'kysely' | 'sql'>,
  boardId: string,
  graph: FlowGraph,
): Promise<string> {
  const flowId = await publishGraph(database, graph)
  await database.sql`update board set flow_id = ${flowId} where id = ${boardId}`
  return flowId
}
