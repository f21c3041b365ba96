import type { i18n } from 'i18next'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { flowProblemSentence } from '../i18n/flow-problem-sentence.ts'
import type { FlowDraftEdge, FlowDraftNode } from '#contract/flow-document.ts'
import { exitName, nodeName, type FlowWords } from './node-text.ts'

/** Where the names come from: the canvas, or a graph that is on none. */
export type NamedParts = {
  readFacts: (nodeId: string) => FlowDraftNode | undefined
  graph: { readEdge: (edgeId: string) => FlowDraftEdge | undefined }
}

export const partsOf = ({ nodes, edges }: FlowGraph): NamedParts => ({
  readFacts: (nodeId) => nodes[nodeId],
  graph: { readEdge: (edgeId) => edges[edgeId] },
})

/** A problem is said beside the name of what it is about. */
export function problemText(
  instance: i18n,
  words: FlowWords,
  parts: NamedParts,
  problem: Problem,
): { subject: string; text: string } {
  const { nodeId, edgeId } = problem
  const ofNode = nodeId ?? (edgeId === undefined ? undefined : parts.graph.readEdge(edgeId)?.source)
  const node = ofNode === undefined ? undefined : parts.readFacts(ofNode)
  const exitNameOf = (exit: string) =>
    ofNode !== undefined && node ? exitName(words, ofNode, node, exit) : exit
  return {
    subject: ofNode !== undefined && node ? nodeName(words, ofNode, node) : words.t('flow:problems.flow'),
    text: flowProblemSentence(instance, problem, exitNameOf),
  }
}
