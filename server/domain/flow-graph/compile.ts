import type { BilingualText } from '../flow/flow.ts'
import type { FlowVersion, VersionNode } from '../flow/version.ts'
import { findBlocks, type Blocks } from './blocks.ts'
import type { FlowGraph } from './graph.ts'
import { kindNames } from './kind-names.ts'
import { inBothLanguages, typeGraph, type TypedGraph } from './typed-graph.ts'
import type { TypedNode } from './node-config.ts'

/**
 * Freezes a graph into what tickets run on. Edges without both ends, groups and nodes that nothing reaches are left out.
 * @throws when the graph has no start: only what `validateGraph` found without errors may be compiled.
 */
export function compileGraph(graph: FlowGraph, identity: { flowId: string; number: number }): FlowVersion {
  const typed = typeGraph(graph)
  const start = [...typed.nodes.values()].find(({ type }) => type === 'start')
  if (!start) throw new Error(`flow ${identity.flowId} has no start`)
  const blocks = findBlocks(typed, start.id)
  const nodes = [...typed.nodes.values()].filter(({ id }) => blocks.reached.has(id))
  return {
    ...identity,
    name: typed.name,
    startNodeId: start.id,
    nodes: Object.fromEntries(nodes.map((node) => [node.id, compileNode(node, typed, blocks)])),
  }
}

/** A name that says nothing in one language says what kind of node it is. */
function calledBy({ type, config }: TypedNode): BilingualText {
  const own = inBothLanguages(config.name)
  return { 'zh-CN': own['zh-CN'].trim() || kindNames['zh-CN'][type], en: own.en.trim() || kindNames.en[type] }
}

function compileNode(node: TypedNode, graph: TypedGraph, blocks: Blocks): VersionNode {
  const next: Record<string, readonly string[]> = {}
  for (const { sourceHandle, target } of graph.leaving.get(node.id) ?? [])
    next[sourceHandle] = [...(next[sourceHandle] ?? []), target]
  const block = blocks.byFork.get(node.id)
  return {
    ...node,
    name: calledBy(node),
    next,
    block: block ? { joinId: block.joinId, inside: [...block.inside] } : null,
    closes: blocks.forkOf.get(node.id) ?? null,
  }
}
