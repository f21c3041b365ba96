import type { GraphChange } from './difference.ts'
import type { GraphEdge, GraphNode } from './graph.ts'

/**
 * Some changes and everything that has to come with them: an edge needs the nodes that it joins, a node that goes
 * takes its edges along, an edge on a new exit needs the setting that makes the exit, a setting that names a new node
 * needs that node, and what is new at an exit needs what was there before to go. Whether the result is a good flow is
 * for the validation to say; this keeps it from being torn.
 * @returns ids, in the order of `changes`.
 */
export function withDependencies(
  changes: readonly GraphChange[],
  chosen: ReadonlySet<string>,
): readonly string[] {
  const needs = new Map(changes.map((change) => [change.id, neededBy(change, changes)]))
  const taken = new Set<string>()
  const queue = changes.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (taken.has(id)) continue
    taken.add(id)
    queue.push(...(needs.get(id) ?? []))
  }
  return changes.filter(({ id }) => taken.has(id)).map(({ id }) => id)
}

function neededBy(change: GraphChange, changes: readonly GraphChange[]): readonly string[] {
  switch (change.kind) {
    case 'edge-added':
      return [...endsOf(change.edge, changes), ...replacedAt(change.edge, changes)]
    case 'edge-changed':
      return [...endsOf(change.after, changes), ...replacedAt(change.after, changes)]
    case 'node-removed':
      return changes
        .filter((one) => leavesEdgeOf(one, change.nodeId) || forgetsNode(one, change.nodeId))
        .map(({ id }) => id)
    case 'node-added':
      return namedIn(Object.values(change.node.config), changes)
    case 'setting-changed':
      return [
        ...namedIn([change.after], changes),
        ...changes
          .filter((one) => one.kind === 'node-retyped' && one.nodeId === change.nodeId)
          .map(({ id }) => id),
      ]
    case 'node-moved':
      return change.after.parent === undefined ? [] : adds(change.after.parent, changes)
    case 'node-retyped':
      return changes
        .filter((one) => one.kind === 'setting-changed' && one.nodeId === change.nodeId)
        .map(({ id }) => id)
    case 'flow-renamed':
    case 'edge-removed':
      return []
  }
}

const adds = (nodeId: string, changes: readonly GraphChange[]): readonly string[] =>
  changes.filter((one) => one.kind === 'node-added' && one.nodeId === nodeId).map(({ id }) => id)

/** What an edge stands on: new nodes at its ends, and the new outcome or branch where it begins. */
function endsOf(
  { source, sourceHandle, target }: GraphEdge,
  changes: readonly GraphChange[],
): readonly string[] {
  const makesExit = (one: GraphChange) =>
    one.kind === 'setting-changed' &&
    one.nodeId === source &&
    (one.field === `outcomes.${sourceHandle}` || one.field === `branches.${sourceHandle}`)
  return [
    ...adds(source, changes),
    ...adds(target, changes),
    ...changes.filter(makesExit).map(({ id }) => id),
  ]
}

/** The edge that began at the same exit before. */
const replacedAt = (
  { source, sourceHandle }: GraphEdge,
  changes: readonly GraphChange[],
): readonly string[] =>
  changes
    .filter(
      (one) =>
        one.kind === 'edge-removed' && one.edge.source === source && one.edge.sourceHandle === sourceHandle,
    )
    .map(({ id }) => id)

/** The edge of a node that goes, taken away or bent to somewhere else. */
function leavesEdgeOf(change: GraphChange, nodeId: string): boolean {
  const edge =
    change.kind === 'edge-removed' ? change.edge : change.kind === 'edge-changed' ? change.before : undefined
  return edge?.source === nodeId || edge?.target === nodeId
}

/** A setting that named a node that goes, and names it no more. */
const forgetsNode = (change: GraphChange, nodeId: string): boolean =>
  change.kind === 'setting-changed' && nodeIdsIn(change.before).includes(nodeId)

const namedIn = (values: readonly Value[], changes: readonly GraphChange[]): readonly string[] =>
  values.flatMap(nodeIdsIn).flatMap((nodeId) => adds(nodeId, changes))

type Value = GraphNode['config'][string]

/** Nodes that a setting names: the jump of a vacancy, the last handler of another node, also within a rule. */
function nodeIdsIn(value: Value): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(nodeIdsIn)
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'nodeId' && typeof inner === 'string' ? [inner] : nodeIdsIn(inner),
  )
}
