import type { CanvasNode } from '../graph-binding.ts'

/** On these a ticket that comes from elsewhere can be put: the engine takes none to a start, a fork or a join. */
const types: ReadonlySet<string> = new Set([
  'task',
  'approval',
  'auto-assign',
  'timer',
  'condition',
  'notify',
  'sub-ticket',
  'webhook',
  'end',
])

export const canReceive = (type: string): boolean => types.has(type)

/** Where the tickets of a node may be sent, in the order in which one reads the canvas. */
export const listTargets = (nodes: readonly CanvasNode[], nodeId: string): readonly CanvasNode[] =>
  nodes
    .filter(({ id, data }) => id !== nodeId && canReceive(data.facts.type))
    .sort((one, other) => one.position.y - other.position.y || one.position.x - other.position.x)
