import * as Y from 'yjs'
import {
  flowDocumentSchema,
  flowDraftEdge,
  flowDraftNode,
  flowMaps,
  plannedMove,
  type FlowDraft,
  type FlowDraftEdge,
  type FlowDraftNode,
} from './flow-document.ts'

/** The maps of the document by name; see `flow-document.ts` for what they hold. */
export const flowDocumentMaps = (doc: Y.Doc) => ({
  meta: doc.getMap(flowMaps.meta),
  nodes: doc.getMap(flowMaps.nodes),
  edges: doc.getMap(flowMaps.edges),
  comments: doc.getMap(flowMaps.comments),
  moves: doc.getMap(flowMaps.moves),
})

/** Fills an empty document, in one transaction. */
export function writeFlowDraft(doc: Y.Doc, draft: FlowDraft): void {
  const { meta, nodes, edges } = flowDocumentMaps(doc)
  doc.transact(() => {
    meta.set('schema', flowDocumentSchema)
    meta.set('name', draft.meta.name)
    for (const [nodeId, node] of Object.entries(draft.nodes)) nodes.set(nodeId, createFlowNode(node))
    for (const [edgeId, edge] of Object.entries(draft.edges)) edges.set(edgeId, edge)
  })
}

/** A node that is not in a document yet. Config values that are JSON are kept as one value each. */
export function createFlowNode({ config, ...node }: FlowDraftNode): Y.Map<unknown> {
  const made = new Y.Map<unknown>()
  for (const [field, value] of Object.entries(node)) if (value !== undefined) made.set(field, value)
  made.set('config', new Y.Map(Object.entries(config)))
  return made
}

/** Undefined for what is not shaped like a node: another program may have written anything. */
export function readFlowNode(value: unknown): FlowDraftNode | undefined {
  const plain: unknown = value instanceof Y.Map ? value.toJSON() : undefined
  return flowDraftNode.safeParse(plain).data
}

export const readFlowEdge = (value: unknown): FlowDraftEdge | undefined => flowDraftEdge.safeParse(value).data

/** The document as plain data. Leaves out what is not shaped like a node or an edge, and edges that hang in the air. */
export function readFlowDraft(doc: Y.Doc): FlowDraft {
  const maps = flowDocumentMaps(doc)
  const name = maps.meta.get('name')
  const nodes: FlowDraft['nodes'] = {}
  for (const [nodeId, value] of maps.nodes) {
    const node = readFlowNode(value)
    if (node) nodes[nodeId] = node
  }
  const edges: FlowDraft['edges'] = {}
  for (const [edgeId, value] of maps.edges) {
    const edge = readFlowEdge(value)
    if (edge && nodes[edge.source] && nodes[edge.target]) edges[edgeId] = edge
  }
  return {
    meta: { schema: flowDocumentSchema, name: typeof name === 'string' ? name : '' },
    nodes,
    edges,
  }
}

/** Where the tickets of which nodes go with the version that follows this one. What was planned for an earlier one is void. */
export function readMovePlan(doc: Y.Doc, newest: number): ReadonlyMap<string, string | null> {
  const plan = new Map<string, string | null>()
  for (const [nodeId, value] of flowDocumentMaps(doc).moves) {
    const move = plannedMove.safeParse(value)
    if (move.success && move.data.after === newest) plan.set(nodeId, move.data.to)
  }
  return plan
}

/**
 * The document as it is, for what decides on publishing and for what says beforehand how that will be decided. Unlike in
 * the draft nothing is left out: what is not shaped like a node must keep the flow from being published.
 */
export function readFlowJson(doc: Y.Doc): unknown {
  const { meta, nodes, edges } = flowDocumentMaps(doc)
  return { meta: meta.toJSON(), nodes: nodes.toJSON(), edges: edges.toJSON() }
}
