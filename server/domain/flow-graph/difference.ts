import type { FlowGraph, GraphEdge, GraphNode } from './graph.ts'
import type { Name } from './people.ts'

export type Json = GraphNode['config'][string]

/**
 * One thing in which a draft differs from what is published. The id says what is changed, not to what: it stays the
 * same while people go on changing the same thing, and two drafts with the same change give it the same id.
 */
export type GraphChange = { id: string } & (
  | { kind: 'flow-renamed'; before: Name; after: Name }
  | { kind: 'node-added'; nodeId: string; node: GraphNode }
  | { kind: 'node-removed'; nodeId: string; node: GraphNode }
  /** A field of the settings; null: was, or is, not there. */
  | { kind: 'setting-changed'; nodeId: string; field: string; before: Json; after: Json }
  | { kind: 'node-retyped'; nodeId: string; before: GraphNode['type']; after: GraphNode['type'] }
  /** Place, size or group: to be seen, but nothing runs differently. */
  | { kind: 'node-moved'; nodeId: string; before: Placement; after: Placement }
  | { kind: 'edge-added'; edgeId: string; edge: GraphEdge }
  | { kind: 'edge-removed'; edgeId: string; edge: GraphEdge }
  | { kind: 'edge-changed'; edgeId: string; before: GraphEdge; after: GraphEdge }
)

export type Placement = Pick<GraphNode, 'pos' | 'parent' | 'size'>

/** Everything that leads from one graph to another: nodes first, then edges, each by id. */
export function graphDifference(before: FlowGraph, after: FlowGraph): readonly GraphChange[] {
  const renamed: GraphChange[] = same(before.meta.name, after.meta.name)
    ? []
    : [{ id: 'flow-renamed', kind: 'flow-renamed', before: before.meta.name, after: after.meta.name }]
  const nodes = union(before.nodes, after.nodes).flatMap((id) =>
    nodeChanges(id, get(before.nodes, id), get(after.nodes, id)),
  )
  const edges = union(before.edges, after.edges).flatMap((id) =>
    edgeChanges(id, get(before.edges, id), get(after.edges, id)),
  )
  return [...renamed, ...nodes, ...edges]
}

const get = <Part>(parts: Readonly<Record<string, Part>>, id: string): Part | undefined =>
  Object.hasOwn(parts, id) ? parts[id] : undefined

const union = (one: object, other: object): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()

function nodeChanges(
  nodeId: string,
  before: GraphNode | undefined,
  after: GraphNode | undefined,
): readonly GraphChange[] {
  if (!after)
    return before ? [{ id: `node-removed:${nodeId}`, kind: 'node-removed', nodeId, node: before }] : []
  if (!before) return [{ id: `node-added:${nodeId}`, kind: 'node-added', nodeId, node: after }]
  const changes: GraphChange[] = []
  if (before.type !== after.type)
    changes.push({
      id: `node-retyped:${nodeId}`,
      kind: 'node-retyped',
      nodeId,
      before: before.type,
      after: after.type,
    })
  for (const field of union(before.config, after.config)) {
    const [old = null, now = null] = [get(before.config, field), get(after.config, field)]
    if (!same(old, now))
      changes.push({
        id: `setting-changed:${nodeId}:${field}`,
        kind: 'setting-changed',
        nodeId,
        field,
        before: old,
        after: now,
      })
  }
  const [from, to] = [placementOf(before), placementOf(after)]
  if (!same(from, to))
    changes.push({ id: `node-moved:${nodeId}`, kind: 'node-moved', nodeId, before: from, after: to })
  return changes
}

function edgeChanges(
  edgeId: string,
  before: GraphEdge | undefined,
  after: GraphEdge | undefined,
): readonly GraphChange[] {
  if (!after)
    return before ? [{ id: `edge-removed:${edgeId}`, kind: 'edge-removed', edgeId, edge: before }] : []
  if (!before) return [{ id: `edge-added:${edgeId}`, kind: 'edge-added', edgeId, edge: after }]
  return same(before, after)
    ? []
    : [{ id: `edge-changed:${edgeId}`, kind: 'edge-changed', edgeId, before, after }]
}

const placementOf = ({ pos, parent, size }: GraphNode): Placement => ({
  pos,
  ...(parent === undefined ? {} : { parent }),
  ...(size === undefined ? {} : { size }),
})

/** The same JSON, in whatever order the keys were written. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))]
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}

/**
 * The graph after some of the changes. With all changes of `graphDifference(before, after)` that is `after`; with a set
 * that `withDependencies` has completed it has no dangling edge that neither graph had.
 */
export function applyChanges(before: FlowGraph, changes: readonly GraphChange[]): FlowGraph {
  const meta = { ...before.meta }
  const nodes = new Map(Object.entries(before.nodes))
  const edges = new Map(Object.entries(before.edges))
  for (const change of changes) {
    switch (change.kind) {
      case 'flow-renamed':
        meta.name = change.after
        break
      case 'node-added':
        nodes.set(change.nodeId, change.node)
        break
      case 'node-removed':
        nodes.delete(change.nodeId)
        break
      case 'setting-changed':
      case 'node-retyped':
      case 'node-moved': {
        const node = nodes.get(change.nodeId)
        if (node) nodes.set(change.nodeId, changedNode(node, change))
        break
      }
      case 'edge-added':
        edges.set(change.edgeId, change.edge)
        break
      case 'edge-changed':
        edges.set(change.edgeId, change.after)
        break
      case 'edge-removed':
        edges.delete(change.edgeId)
    }
  }
  return { meta, nodes: Object.fromEntries(nodes), edges: Object.fromEntries(edges) }
}

type NodeChange = Extract<GraphChange, { kind: 'setting-changed' | 'node-retyped' | 'node-moved' }>

function changedNode(node: GraphNode, change: NodeChange): GraphNode {
  switch (change.kind) {
    case 'node-retyped':
      return { ...node, type: change.after }
    case 'node-moved':
      return { type: node.type, config: node.config, ...change.after }
    case 'setting-changed': {
      const config = Object.entries(node.config).filter(([field]) => field !== change.field)
      const added = change.after === null ? [] : [[change.field, change.after] as const]
      return { ...node, config: Object.fromEntries([...config, ...added]) }
    }
  }
}
