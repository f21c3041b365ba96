import type { NodeType, TypedNode } from '../flow-graph/node-config.ts'
import type { BilingualText } from './flow.ts'

/**
 * A validated graph, frozen: what tickets run on. Plain JSON. It never changes; a ticket stays on its version until it
 * is moved to another one on purpose.
 */
export type FlowVersion = {
  flowId: string
  number: number
  name: BilingualText
  startNodeId: string
  nodes: Readonly<Record<string, VersionNode>>
}

export type VersionNode<Type extends NodeType = NodeType> = TypedNode<Type> & {
  name: BilingualText
  /** By the handle of the exit; only a fork has more than one target at one exit. */
  next: Readonly<Record<string, readonly string[]>>
  /** On a fork: what runs in parallel behind it, and where that ends. */
  block: { joinId: string | null; inside: readonly string[] } | null
  /** On a join: the fork whose branches it waits for. */
  closes: string | null
}

/** Undefined where a ticket has been on the node on an earlier version, and there is no such node any more. */
export const findVersionNode = (version: FlowVersion, nodeId: string): VersionNode | undefined =>
  Object.hasOwn(version.nodes, nodeId) ? version.nodes[nodeId] : undefined

/** @throws when the version has no such node: it is validated, so that is a bug or damaged data. */
export function requireVersionNode(version: FlowVersion, nodeId: string): VersionNode {
  const node = findVersionNode(version, nodeId)
  if (!node) throw new Error(`flow ${version.flowId} v${version.number} has no node ${nodeId}`)
  return node
}
