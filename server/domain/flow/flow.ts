import type { Stage } from '../stage.ts'

export type BilingualText = { 'zh-CN': string; en: string }

/** A step of the service process. */
export type FlowNode = { id: string; name: BilingualText; stage: Stage }

/** What must be true of the ticket for an edge to be open. */
export type Guard = { kind: 'has-assignee' } | { kind: 'has-no-assignee' }

/** What makes a ticket leave along an edge: somebody moves it, or one of the commands with a meaning of their own. */
export type Trigger = 'move' | 'assign' | 'unassign' | 'cancel' | 'reopen'

export type FlowEdge = {
  id: string
  from: string
  to: string
  trigger: Trigger
  guards: readonly Guard[]
}

/** An immutable published version of a service flow. */
export type Flow = {
  id: string
  version: number
  startNodeId: string
  nodes: readonly FlowNode[]
  edges: readonly FlowEdge[]
}

/** @throws when the flow has no such node: a published version is validated, so that is a bug or damaged data. */
export function requireNode(flow: Flow, nodeId: string): FlowNode {
  const node = flow.nodes.find(({ id }) => id === nodeId)
  if (!node) throw new Error(`flow ${flow.id} v${flow.version} has no node ${nodeId}`)
  return node
}
