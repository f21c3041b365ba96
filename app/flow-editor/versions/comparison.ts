import { graphDifference, type GraphChange } from '#domain/flow-graph/difference.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'

export type DifferenceMark = 'added' | 'removed' | 'changed'

/** One graph against another, as it is laid on the canvas. */
export type Comparison = {
  /** The newer graph with what is gone from the older one, where it stood. */
  canvas: FlowGraph
  nodes: ReadonlyMap<string, DifferenceMark>
  edges: ReadonlyMap<string, DifferenceMark>
  changes: readonly GraphChange[]
}

/** `before` undefined: nothing to compare with, so nothing is marked. */
export function compareGraphs(before: FlowGraph | undefined, after: FlowGraph): Comparison {
  const nodes = new Map<string, DifferenceMark>()
  const edges = new Map<string, DifferenceMark>()
  const changes = before ? graphDifference(before, after) : []
  for (const change of changes) {
    switch (change.kind) {
      case 'node-added':
        nodes.set(change.nodeId, 'added')
        break
      case 'node-removed':
        nodes.set(change.nodeId, 'removed')
        break
      case 'setting-changed':
      case 'node-retyped':
        nodes.set(change.nodeId, 'changed')
        break
      case 'edge-added':
        edges.set(change.edgeId, 'added')
        break
      case 'edge-removed':
        edges.set(change.edgeId, 'removed')
        break
      case 'edge-changed':
        edges.set(change.edgeId, 'changed')
        break
      // Nothing runs differently: these are told in words only.
      case 'node-moved':
      case 'flow-renamed':
        break
    }
  }
  return {
    canvas: {
      meta: after.meta,
      nodes: { ...before?.nodes, ...after.nodes },
      edges: { ...before?.edges, ...after.edges },
    },
    nodes,
    edges,
    changes,
  }
}
