import type { Edge, Node } from '@xyflow/react'
import type { FlowDraftNode } from '#contract/flow-document.ts'
import type { CanvasEdge, CanvasNode } from './graph-binding.ts'
import { nodeName, type FlowWords } from './node-text.ts'
import { portsOf } from './ports.tsx'

export type LabelledNode = Node<CanvasNode['data']>
export type LabelledEdge = Edge<CanvasEdge['data']>

/**
 * Nodes and lines as React Flow wants them: with their ports, and with the names by which a screen reader calls them, for
 * its own are English only. What was the same object before is the same afterwards.
 */
export function createCanvasLabels(
  words: FlowWords,
  readFacts: (nodeId: string) => FlowDraftNode | undefined,
) {
  const { t } = words
  const nodes = new WeakMap<CanvasNode, LabelledNode>()
  const edges = new WeakMap<CanvasEdge, { from: string; to: string; labelled: LabelledEdge }>()
  const node = { 'aria-roledescription': t('flow:canvas.node') }
  const line = { 'aria-roledescription': t('flow:canvas.line') }
  const nameOf = (id: string): string => {
    const facts = readFacts(id)
    return facts ? nodeName(words, id, facts) : ''
  }
  const labelNode = (one: CanvasNode): LabelledNode => {
    const known = nodes.get(one)
    if (known) return known
    const labelled = {
      ...one,
      handles: one.type === 'group' ? [] : portsOf(one),
      ariaLabel: nodeName(words, one.id, one.data.facts),
      domAttributes: node,
    }
    nodes.set(one, labelled)
    return labelled
  }
  /** A line is called by its ends, and they can be renamed while the line stays the same. */
  const labelEdge = (one: CanvasEdge): LabelledEdge => {
    const known = edges.get(one)
    const [from, to] = [nameOf(one.source), nameOf(one.target)]
    if (known?.from === from && known.to === to) return known.labelled
    const labelled = { ...one, ariaLabel: t('flow:canvas.lineFromTo', { from, to }), domAttributes: line }
    edges.set(one, { from, to, labelled })
    return labelled
  }
  return {
    nodes: (all: readonly CanvasNode[]): LabelledNode[] => all.map(labelNode),
    edges: (all: readonly CanvasEdge[]): LabelledEdge[] => all.map(labelEdge),
  }
}
