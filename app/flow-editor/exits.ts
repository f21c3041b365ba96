import type { FlowDraftEdge, FlowDraftNode, JsonValue } from '#contract/flow-document.ts'
import { branchesOf } from '#domain/flow-graph/exits.ts'
import { newPartId } from './new-part-id.ts'
import { exitsOfNode, typedNode } from './typed-node.ts'

/** A way out for one more line, and the setting that makes it when there was none left. */
export type ExitForLine = { handle: string; made?: { field: string; value: JsonValue } }

/**
 * The first way out that no line uses yet. A fork has as many as it needs; a condition grows one more; of the others
 * the last one is used twice, which the validation says.
 */
export function exitForLine(
  id: string,
  node: FlowDraftNode,
  edges: Iterable<FlowDraftEdge>,
): ExitForLine | undefined {
  const exits = exitsOfNode(id, node).map(({ handle }) => handle)
  const free = freeExit(id, node, edges)
  if (free !== undefined || exits.length === 0) return free === undefined ? undefined : { handle: free }
  const typed = typedNode(id, node)
  const handle = newPartId()
  if (typed?.type === 'condition') {
    const order = nextOrder(branchesOf(typed))
    return { handle, made: { field: `branches.${handle}`, value: { name: '', order, guard: '' } } }
  }
  const last = exits.at(-1)
  return last === undefined ? undefined : { handle: last }
}

/** The first way out that no line leaves by. */
export function freeExit(
  id: string,
  node: FlowDraftNode,
  edges: Iterable<FlowDraftEdge>,
): string | undefined {
  const taken = new Set<unknown>()
  for (const edge of edges) if (edge.source === id) taken.add(edge.sourceHandle)
  return exitsOfNode(id, node).find(({ handle }) => !taken.has(handle))?.handle
}

export const nextOrder = (parts: readonly { order: number }[]): number =>
  Math.max(0, ...parts.map(({ order }) => order)) + 1
