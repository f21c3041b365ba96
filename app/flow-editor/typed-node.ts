import type { FlowDraftNode } from '#contract/flow-document.ts'
import { exitsOf, type Exit } from '#domain/flow-graph/exits.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import type { TypedNode } from '#domain/flow-graph/node-config.ts'
import { typeGraph } from '#domain/flow-graph/typed-graph.ts'

const read = new WeakMap<FlowDraftNode, TypedNode | null>()

/**
 * The settings of one node in their shape; what is missing or cannot be read has its default. Undefined for a kind that
 * this version does not know. Read once for as long as nothing in the node changes.
 */
export function typedNode(id: string, node: FlowDraftNode): TypedNode | undefined {
  const known = read.get(node)
  if (known !== undefined) return known ?? undefined
  const parsed = parseGraph({ meta: { schema: 1, name: '' }, nodes: { [id]: node }, edges: {} })
  const typed = parsed.ok ? typeGraph(parsed.graph).nodes.get(id) : undefined
  read.set(node, typed ?? null)
  return typed
}

/** Where edges can begin on a node. */
export function exitsOfNode(id: string, node: FlowDraftNode): readonly Exit[] {
  const typed = typedNode(id, node)
  return typed ? exitsOf(typed) : []
}
