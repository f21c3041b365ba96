import * as Y from 'yjs'
import type { FlowDraftEdge, FlowDraftNode, JsonValue } from '#contract/flow-document.ts'
import { flowDocumentMaps, readFlowEdge, readFlowNode } from '#contract/flow-draft.ts'
import type { Point } from './geometry.ts'
import { createGraphBinding } from './graph-binding.ts'
import { openGraphDocument, type GraphParts } from './graph-document.ts'

export const step = ([x, y]: Point, config: Record<string, JsonValue> = {}): FlowDraftNode => ({
  type: 'task',
  pos: [x, y],
  config,
})

export const parts = (
  nodes: Record<string, FlowDraftNode>,
  edges: Record<string, FlowDraftEdge> = {},
): GraphParts => ({ nodes: new Map(Object.entries(nodes)), edges: new Map(Object.entries(edges)) })

/** For tests: a document that no server knows, with the same rules for what is undone. */
export function openEditor(doc = new Y.Doc()) {
  const maps = flowDocumentMaps(doc)
  const local = { by: 'a test' }
  const undo = new Y.UndoManager([maps.nodes, maps.edges], { trackedOrigins: new Set([local]) })
  const graph = openGraphDocument({
    maps,
    undo,
    change: (make) => doc.transact(make, local),
    readNode: (id) => readFlowNode(maps.nodes.get(id)),
    readEdge: (id) => readFlowEdge(maps.edges.get(id)),
  })
  return { doc, undo, graph, binding: createGraphBinding(graph) }
}

/** The same document, seen for the first time. */
export const openEditorOf = (doc: Y.Doc) => openEditor(doc).binding
