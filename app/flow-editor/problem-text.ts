import type { Problem } from '#domain/flow-graph/problem.ts'
import type { GuardFlaw } from '#domain/guard/flaw.ts'
import type { GraphBinding } from './graph-binding.ts'
import { exitName, nodeName, type FlowWords } from './node-text.ts'

/** A problem is a sentence that begins with the name of what it is about. */
export function problemText(
  words: FlowWords,
  binding: GraphBinding,
  problem: Problem,
): { subject: string; text: string } {
  return { subject: subjectOf(words, binding, problem), text: predicate(words, binding, problem) }
}

function subjectOf(words: FlowWords, binding: GraphBinding, { nodeId, edgeId }: Problem): string {
  const node = nodeId === undefined ? undefined : binding.readFacts(nodeId)
  if (nodeId !== undefined && node) return nodeName(words, nodeId, node)
  return words.t(edgeId === undefined ? 'flow:problems.flow' : 'flow:problems.edge')
}

function predicate(words: FlowWords, binding: GraphBinding, problem: Problem): string {
  const { t } = words
  const exit = (handle: string) => {
    const node = problem.nodeId === undefined ? undefined : binding.readFacts(problem.nodeId)
    return node && problem.nodeId !== undefined ? exitName(words, problem.nodeId, node, handle) : handle
  }
  switch (problem.name) {
    case 'start-repeated':
      return t('flow:problems.start-repeated', { count: problem.count })
    case 'exit-open':
      return t('flow:problems.exit-open', { exit: exit(problem.handle) })
    case 'exit-split':
      return t('flow:problems.exit-split', { exit: exit(problem.handle), count: problem.count })
    case 'stage-backwards':
      return t('flow:problems.stage-backwards', {
        from: t(`terms:stage.${problem.from}`),
        to: t(`terms:stage.${problem.to}`),
      })
    case 'field-unknown':
      return t('flow:problems.field-unknown', { field: problem.field })
    case 'calendar-missing':
      return t('flow:problems.calendar-missing', { hours: problem.hours })
    case 'url-private':
      return t('flow:problems.url-private', { host: problem.host })
    case 'guard-flawed':
      return t('flow:problems.guard-flawed', {
        branch: exit(problem.branch),
        flaw: flawText(t, problem.flaw),
      })
    case 'guard-never':
    case 'guard-always':
    case 'guard-covered':
      return t(`flow:problems.${problem.name}`, { branch: exit(problem.branch) })
    case 'start-missing':
    case 'end-missing':
    case 'unreachable':
    case 'dead-end':
    case 'exit-unknown':
    case 'edge-dangling':
    case 'edge-into-start':
    case 'endless-loop':
    case 'fork-single':
    case 'fork-unjoined':
    case 'fork-torn':
    case 'fork-left':
    case 'join-without-fork':
    case 'malformed':
    case 'setting-unreadable':
    case 'name-missing':
    case 'handler-missing':
    case 'node-unknown':
    case 'person-unknown':
    case 'warning-after-limit':
    case 'recipient-missing':
    case 'url-malformed':
    case 'failure-unhandled':
    case 'branches-missing':
    case 'else-missing':
      return t(`flow:problems.${problem.name}`)
  }
}

/** Why a guard cannot be read. */
export function flawText(say: FlowWords['t'], flaw: GuardFlaw): string {
  switch (flaw.name) {
    case 'too-long':
      return say('flow:flaw.too-long', { most: flaw.most })
    case 'too-deep':
      return say('flow:flaw.too-deep', { most: flaw.most })
    case 'character-unknown':
      return say('flow:flaw.character-unknown', { character: flaw.character })
    case 'number-malformed':
      return say('flow:flaw.number-malformed', { text: flaw.text })
    case 'field-unknown':
      return flaw.nearest === null
        ? say('flow:flaw.field-unknown', { field: flaw.field })
        : say('flow:flaw.field-unknown_near', { field: flaw.field, nearest: flaw.nearest })
    case 'option-unknown':
      return say('flow:flaw.option-unknown', { field: flaw.field, option: flaw.option })
    case 'text-unclosed':
    case 'types-differ':
    case 'type-unfit':
    case 'list-mixed':
    case 'no-condition':
      return say(`flow:flaw.${flaw.name}`)
    case 'operand-expected':
    case 'operator-expected':
    case 'bracket-unclosed':
    case 'comparison-chained':
    case 'empty-expected':
    case 'list-item-expected':
    case 'field-needed':
      return say('flow:flaw.other')
  }
}
