import type { FlowGraph } from './graph.ts'
import { findImpacts, type GraphOutline } from './impact.ts'

/**
 * What a plan of the draft comes to when some of its changes are published: it holds for nodes that are deleted or rewired by
 * just these. A target that is not published with them leaves its tickets on their version.
 */
export function toMoveMapping(
  plan: ReadonlyMap<string, string | null>,
  before: FlowGraph,
  after: FlowGraph,
): Record<string, string | null> {
  const hit = findImpacts(outline(before), outline(after), plan.keys())
  const mapping: Record<string, string | null> = {}
  for (const [nodeId, to] of plan)
    if (hit.has(nodeId)) mapping[nodeId] = to !== null && Object.hasOwn(after.nodes, to) ? to : null
  return mapping
}

const outline = ({ nodes, edges }: FlowGraph): GraphOutline => ({
  hasNode: (id) => Object.hasOwn(nodes, id),
  edges: Object.values(edges),
})
