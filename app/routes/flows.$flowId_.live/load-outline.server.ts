import type { PublishedNode, PublishedOutline } from '#contract/flow-occupancy.ts'
import type { Sql } from '#db/client.ts'
import { findVersionsInUse } from '#db/flow-versions.ts'
import type { FlowGraph, GraphNode } from '#domain/flow-graph/graph.ts'

/** Null for a flow that was never published. */
export async function loadOutline(sql: Sql, flowId: string): Promise<PublishedOutline | null> {
  const [newest, ...others] = await findVersionsInUse(sql, flowId)
  if (!newest) return null
  const nodes = outlineNodes(newest.number, newest.graph)
  const older: Record<string, PublishedNode> = {}
  // The newest of them come first and stay.
  for (const { number, graph } of others)
    for (const [nodeId, node] of Object.entries(outlineNodes(number, graph)))
      if (!nodes[nodeId]) older[nodeId] ??= node
  const edges = Object.values(newest.graph.edges).map(({ source, sourceHandle, target }) => ({
    source,
    sourceHandle,
    target,
  }))
  return { number: newest.number, nodes, edges, older }
}

const outlineNodes = (number: number, { nodes }: FlowGraph): Record<string, PublishedNode> =>
  Object.fromEntries(
    Object.entries(nodes).map(([nodeId, { type, pos, config }]: [string, GraphNode]) => [
      nodeId,
      { type, pos, config, number },
    ]),
  )
