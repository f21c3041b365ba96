import type { TypedEdge, TypedGraph } from './typed-graph.ts'
import type { HumanNode, TypedNode } from './node-config.ts'

/** A place on a node from which an edge leads. An optional one may stay without. */
export type Exit = { handle: string; optional: boolean }

const exit = (handle: string): Exit => ({ handle, optional: false })

/** Where edges can begin on a node, in the order in which they are shown and, on a condition, asked. */
export function exitsOf(node: TypedNode): readonly Exit[] {
  switch (node.type) {
    case 'start':
    case 'join':
    case 'timer':
    case 'notify':
    case 'sub-ticket':
      return [exit('done')]
    case 'task':
      return [...outcomesOf(node).map(({ id }) => exit(id)), ...timeOut(node)]
    case 'approval':
      return [exit('approved'), exit('rejected'), ...timeOut(node)]
    case 'auto-assign':
      return [exit('assigned'), exit('unassigned')]
    case 'condition':
      return [...branchesOf(node).map(({ id }) => exit(id)), exit('else')]
    case 'fork':
      return [exit('branches')]
    case 'webhook':
      return node.config.waits ? [exit('done'), { handle: 'failed', optional: true }] : [exit('done')]
    case 'end':
    case 'group':
      return []
  }
}

const timeOut = (node: HumanNode): readonly Exit[] =>
  Object.values(node.config.onBreach).some(({ kind }) => kind === 'leave') ? [exit('timed-out')] : []

/** What a person may answer on a task, in order. A task without outcomes has one, `done`. */
export function outcomesOf({ config }: TypedNode<'task'>) {
  const outcomes = inOrder(config.outcomes)
  return outcomes.length > 0 ? outcomes : [{ id: 'done', name: '', order: 0, back: false }]
}

/** The branches of a condition, in the order in which they are asked. */
export const branchesOf = ({ config }: TypedNode<'condition'>) => inOrder(config.branches)

/** Two that were added at the same moment have the same order; then the id decides, the same on every screen. */
const inOrder = <Part extends { order: number }>(parts: Readonly<Record<string, Part>>) =>
  Object.entries(parts)
    .map(([id, part]) => ({ ...part, id }))
    .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))

/** Nodes that can come directly after a node: by its edges, and by the jump of a node without a handler. */
export function nextOf(graph: TypedGraph, nodeId: string): readonly string[] {
  const targets = (graph.leaving.get(nodeId) ?? []).map(({ target }: TypedEdge) => target)
  const node = graph.nodes.get(nodeId)
  const isHuman = node?.type === 'task' || node?.type === 'approval'
  if (isHuman && node.config.vacant.kind === 'go-to' && graph.nodes.has(node.config.vacant.nodeId))
    targets.push(node.config.vacant.nodeId)
  return [...new Set(targets)]
}
