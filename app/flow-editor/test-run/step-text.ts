import type { TFunction } from 'i18next'
import type { FlowEffect, FlowInput } from '#domain/flow/flow-input.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import { exitNameOf, nameIn, recipientText, type FlowWords } from '../node-text.ts'
import type { TestRun, TestStep } from './test-run.ts'

export type RunWords = FlowWords & { run: TFunction<'flowRun'>; clock: (at: number) => string }

export const nameOfNode = ({ locale, t }: FlowWords, version: FlowVersion, nodeId: string): string => {
  const node = version.nodes[nodeId]
  const own = node ? nameIn(locale, node.name).trim() : ''
  return own !== '' || !node ? own : t(`flowGraph:nodeType.${node.type}`)
}

/** What was done, in a few words. */
export function inputText(words: RunWords, { version, steps }: TestRun, index: number): string {
  const { run } = words
  const input: FlowInput = steps[index]?.input ?? { kind: 'start' }
  const token = 'tokenId' in input ? tokenBefore(steps[index - 1], input.tokenId) : undefined
  const node = token ? nameOfNode(words, version, token.nodeId) : ''
  switch (input.kind) {
    case 'complete':
      return run('did.exit', { node, exit: exitText(words, version, token?.nodeId, input.outcome) })
    case 'decide':
      return run('did.exit', { node, exit: exitText(words, version, token?.nodeId, input.verdict) })
    case 'return':
      return run('did.return', { node, target: nameOfNode(words, version, input.toNodeId) })
    case 'handler-found':
      return run(input.handlerId === null ? 'did.nobody' : 'did.found', { node })
    case 'timer':
      return run(`did.timer.${input.timer}`, { node })
    case 'webhook-answered':
      return run(input.succeeded ? 'did.answered' : 'did.failed', { node })
    case 'start':
    case 'close':
    case 'cancel':
    case 'reopen':
    case 'transfer':
    case 'hand-over':
    case 'take-back':
    case 'sub-ticket-closed':
      return run(`did.${input.kind}`, { node })
  }
}

const tokenBefore = (step: TestStep | undefined, tokenId: string) =>
  step?.state.tokens.find(({ id }) => id === tokenId)

export function exitText(
  words: FlowWords,
  version: FlowVersion,
  nodeId: string | undefined,
  exit: string,
): string {
  const node = nodeId === undefined ? undefined : version.nodes[nodeId]
  return node ? exitNameOf(words, node, exit) : exit
}

/** What would be done outside, were it no test; undefined for what concerns the engine alone. */
export function effectText(words: RunWords, version: FlowVersion, effect: FlowEffect): string | undefined {
  const { run, t, locale } = words
  const node = 'nodeId' in effect ? nameOfNode(words, version, effect.nodeId) : ''
  switch (effect.kind) {
    case 'notify':
      return run('would.notify', {
        to: recipientText(words, effect.to),
        channel: t(`flow:channel.${effect.channel}`),
        text: nameIn(locale, effect.text),
      })
    case 'webhook':
      return run('would.webhook', { url: effect.url })
    case 'raise-priority':
      return run('would.raise', { node })
    case 'open-sub-ticket':
      return run('would.subTicket', { title: nameIn(locale, effect.title) })
    case 'auto-assign':
      return run('would.look', { node })
    case 'set-timer':
      return run(`would.timer.${effect.timer}`, { time: words.clock(effect.at) })
    case 'assign':
    case 'clear-timers':
      return undefined
  }
}
