import { requireNode, type Flow, type FlowNode } from '#domain/flow/flow.ts'
import { step } from '#domain/flow/step.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** The nodes to which the ticket may be moved from where it stands, in the order of the flow. */
export function moveOptions(flow: Flow, ticket: Pick<Ticket, 'nodeId' | 'assignment'>): FlowNode[] {
  const facts = { nodeId: ticket.nodeId, hasAssignee: ticket.assignment !== null }
  return flow.edges
    .filter(({ from, trigger }) => from === ticket.nodeId && trigger === 'move')
    .map(({ to }) => requireNode(flow, to))
    .filter((node) => step(flow, facts, 'move', { stage: node.stage, nodeId: node.id }).ok)
    .sort((a, b) => flow.nodes.indexOf(a) - flow.nodes.indexOf(b))
}
