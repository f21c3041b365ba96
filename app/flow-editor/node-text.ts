import type { TFunction } from 'i18next'
import type { FlowDraftNode } from '#contract/flow-document.ts'
import { branchesOf, outcomesOf } from '#domain/flow-graph/exits.ts'
import type { HumanNode, TypedNode } from '#domain/flow-graph/node-config.ts'
import type { Handler, Name, Recipient } from '#domain/flow-graph/people.ts'
import { readGuard } from '#domain/guard/check.ts'
import { guardSentence } from '#domain/guard/sentence.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import type { Stage } from '#domain/stage.ts'
import type { Locale } from '../i18n/locale.ts'
import { isNodeKind } from './node-kinds.ts'
import { typedNode } from './typed-node.ts'

export type FlowWords = {
  t: TFunction<['flow', 'flowGraph', 'terms']>
  locale: Locale
  /** People and teams by id, where they are known. */
  names: ReadonlyMap<string, string>
}

export const nameIn = (locale: Locale, name: Name): string => (typeof name === 'string' ? name : name[locale])

/** What was typed in one language; the other keeps its words. */
export const withName = (name: Name, locale: Locale, text: string): Name =>
  typeof name === 'string' ? text : { ...name, [locale]: text }

export const kindName = ({ t }: FlowWords, type: string): string =>
  t(`flowGraph:nodeType.${isNodeKind(type) ? type : 'group'}`)

/** A node that nobody has named yet is called by its kind. */
export function nodeName(words: FlowWords, id: string, node: FlowDraftNode): string {
  const typed = typedNode(id, node)
  const own = typed ? nameIn(words.locale, typed.config.name).trim() : ''
  return own === '' ? kindName(words, node.type) : own
}

export function nodeStage(id: string, node: FlowDraftNode): Stage | null {
  const typed = typedNode(id, node)
  return typed && 'stage' in typed.config ? typed.config.stage : null
}

/** The small line under the name: the setting that one looks for first. */
export function nodeHint(words: FlowWords, id: string, node: FlowDraftNode): string {
  const typed = typedNode(id, node)
  return typed ? hintOf(words, typed) : ''
}

function hintOf(words: FlowWords, node: TypedNode): string {
  const { t, locale } = words
  switch (node.type) {
    case 'start':
    case 'end':
      return t(`terms:stage.${node.config.stage}`)
    case 'task':
    case 'approval':
      return [
        node.config.handler ? handlerText(words, node.config.handler) : t('flow:hint.noHandler'),
        ...limitText(words, node),
      ].join(' · ')
    case 'auto-assign':
      return node.config.by.kind === 'policy'
        ? t('flow:hint.byPolicy')
        : handlerText(words, node.config.by.handler)
    case 'condition': {
      const branches = branchesOf(node)
      const [first] = branches
      return branches.length === 1 && first
        ? guardText(locale, first.guard)
        : t('flow:hint.branches', { count: branches.length })
    }
    case 'timer':
      return t(`flow:hint.timer.${node.config.from}`, { time: spanText(words, node.config.minutes) })
    case 'notify':
      return node.config.to
        ? `${recipientText(words, node.config.to)} · ${t(`flow:channel.${node.config.channel}`)}`
        : t('flow:hint.noRecipient')
    case 'sub-ticket':
      return t(node.config.waits ? 'flow:hint.waits' : 'flow:hint.goesOn')
    case 'webhook':
      return hostOf(node.config.url) ?? t('flow:hint.noAddress')
    case 'fork':
    case 'join':
    case 'group':
      return ''
  }
}

const limitText = (words: FlowWords, { config }: HumanNode): string[] =>
  config.limitMinutes === null ? [] : [spanText(words, config.limitMinutes)]

/** Whole days and hours as such: nobody reckons in 2,880 minutes. */
function spanText({ t }: FlowWords, minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return t('flow:span.days', { count: minutes / 1_440 })
  if (minutes % 60 === 0) return t('flow:span.hours', { count: minutes / 60 })
  return t('flow:span.minutes', { count: minutes })
}

export function handlerText({ t, names }: FlowWords, handler: Handler): string {
  switch (handler.kind) {
    case 'role':
      return t(`terms:role.${handler.role}`)
    case 'person':
      return names.get(handler.personId) ?? t('flow:handler.person')
    case 'team':
      return names.get(handler.teamId) ?? t('flow:handler.team')
    case 'holder':
    case 'last-handler':
    case 'customer':
    case 'rule':
      return t(`flow:handler.${handler.kind}`)
  }
}

export function recipientText({ t, names }: FlowWords, recipient: Recipient): string {
  switch (recipient.kind) {
    case 'role':
      return t(`terms:role.${recipient.role}`)
    case 'person':
      return names.get(recipient.personId) ?? t('flow:recipient.person')
    case 'team':
      return names.get(recipient.teamId) ?? t('flow:recipient.team')
    case 'customer':
    case 'handler':
    case 'holder':
      return t(`flow:recipient.${recipient.kind}`)
  }
}

/** A guard in the words of the trade; as it was typed while it cannot be read. */
export function guardText(locale: Locale, guard: string): string {
  const parsed = readGuard(guard, starterFields)
  return parsed.ok ? guardSentence(parsed.expression, starterFields, locale) : guard
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

/**
 * What an exit is called: on the line that leaves by it, and where one chooses among them. The validation names the cases of a
 * handler rule in the same way.
 */
export const exitName = (words: FlowWords, id: string, node: FlowDraftNode, handle: string): string =>
  exitNameOf(words, typedNode(id, node), handle)

export function exitNameOf(words: FlowWords, typed: TypedNode | undefined, handle: string): string {
  const { t, locale } = words
  if (typed?.type === 'condition') {
    const branch = branchesOf(typed).find((one) => one.id === handle)
    if (branch) return nameIn(locale, branch.name).trim() || guardText(locale, branch.guard)
  }
  if (typed?.type === 'task') {
    const outcome = outcomesOf(typed).find((one) => one.id === handle)
    const name = outcome ? nameIn(locale, outcome.name).trim() : ''
    if (name !== '') return name
  }
  const ruleCase = /^rule (\d+)$/.exec(handle)?.[1]
  if (ruleCase !== undefined) return t('flow:inspector.ruleCase', { number: ruleCase })
  return isExitName(handle) ? t(`flow:exit.${handle}`) : handle
}

const exitNames = ['done', 'approved', 'rejected', 'assigned', 'unassigned', 'else', 'branches', 'failed', 'timed-out'] as const // prettier-ignore
const isExitName = (handle: string): handle is (typeof exitNames)[number] =>
  exitNames.some((name) => name === handle)
