import * as Y from 'yjs'
import { createFlowNode, readFlowJson } from '#contract/flow-draft.ts'
import { graphDifference, type GraphChange } from '#domain/flow-graph/difference.ts'
import { parseGraph, type FlowGraph } from '#domain/flow-graph/graph.ts'
import type { FlowDocument } from '#realtime/client/flow-document.ts'

type Maps = Pick<FlowDocument['maps'], 'nodes' | 'edges'>

/**
 * Makes the shared draft what an earlier version or a file holds, as one step that one undo takes back. Only what differs is
 * written, field by field: what colleagues change elsewhere meanwhile is merged as ever. The flow keeps its name.
 */
export function restoreGraph(
  { doc, maps, undo, change }: Pick<FlowDocument, 'doc' | 'maps' | 'undo' | 'change'>,
  target: Pick<FlowGraph, 'nodes' | 'edges'>,
): void {
  const now = parseGraph(readFlowJson(doc))
  if (!now.ok) return
  const { graph, malformed } = now
  undo.stopCapturing()
  change(() => {
    // What cannot be read is not in the difference, and would keep the flow from being published again.
    for (const { part, id } of malformed) (part === 'node' ? maps.nodes : maps.edges).delete(id)
    for (const one of graphDifference(graph, { ...graph, ...target })) write(maps, one)
  })
  undo.stopCapturing()
}

function write({ nodes, edges }: Maps, change: GraphChange): void {
  switch (change.kind) {
    case 'flow-renamed':
      return
    case 'node-added':
      nodes.set(change.nodeId, createFlowNode(change.node))
      return
    case 'node-removed':
      nodes.delete(change.nodeId)
      return
    case 'node-retyped':
      asMap(nodes.get(change.nodeId))?.set('type', change.after)
      return
    case 'node-moved': {
      const node = asMap(nodes.get(change.nodeId))
      const { pos, parent, size } = change.after
      for (const [field, value] of Object.entries({ pos, parent, size }))
        if (value === undefined) node?.delete(field)
        else node?.set(field, value)
      return
    }
    case 'setting-changed': {
      const config = asMap(asMap(nodes.get(change.nodeId))?.get('config'))
      if (change.after === null) config?.delete(change.field)
      else config?.set(change.field, change.after)
      return
    }
    case 'edge-added':
      edges.set(change.edgeId, change.edge)
      return
    case 'edge-changed':
      edges.set(change.edgeId, change.after)
      return
    case 'edge-removed':
      edges.delete(change.edgeId)
  }
}

const asMap = (value: unknown): Y.Map<unknown> | undefined => (value instanceof Y.Map ? value : undefined)
