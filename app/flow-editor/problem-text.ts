import type { i18n } from 'i18next'
import type { Problem } from '#domain/flow-graph/problem.ts'
import { flowProblemSentence } from '../i18n/flow-problem-sentence.ts'
import type { GraphBinding } from './graph-binding.ts'
import { exitName, nodeName, type FlowWords } from './node-text.ts'

/** A problem is said beside the name of what it is about. */
export function problemText(
  instance: i18n,
  words: FlowWords,
  binding: GraphBinding,
  problem: Problem,
): { subject: string; text: string } {
  const { nodeId, edgeId } = problem
  const ofNode = nodeId ?? (edgeId === undefined ? undefined : binding.graph.readEdge(edgeId)?.source)
  const node = ofNode === undefined ? undefined : binding.readFacts(ofNode)
  const exitNameOf = (exit: string) =>
    ofNode !== undefined && node ? exitName(words, ofNode, node, exit) : exit
  return {
    subject: ofNode !== undefined && node ? nodeName(words, ofNode, node) : words.t('flow:problems.flow'),
    text: flowProblemSentence(instance, problem, exitNameOf),
  }
}
