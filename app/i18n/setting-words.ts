import type { Json } from '#domain/flow-graph/difference.ts'
import { starterFields } from '#domain/flow-graph/starters/starter-fields.ts'
import { readGuard } from '#domain/guard/check.ts'
import { guardSentence } from '#domain/guard/sentence.ts'
import type { i18n } from 'i18next'
import { flowGraph } from './zh-CN/flow-graph.ts'
import { flow } from './zh-CN/flow.ts'
import { terms } from './zh-CN/terms.ts'

type NodeName = (nodeId: string) => string

/**
 * What a setting is called. Of one with many parts the part is named as people do: a right by its field, a branch by its
 * own name, which stands in its value.
 */
export function settingWords(words: i18n, field: string, value: Json): string {
  const { t } = words
  const [head = '', ...rest] = field.split('.')
  const name = has(flowGraph.setting, head) ? t(`flowGraph:setting.${head}`) : head
  const part = partWords(words, head, rest.join('.'), value)
  return part === '' ? name : t('flowGraph:change.setting', { head: name, part })
}

function partWords({ t, language }: i18n, head: string, part: string, value: Json): string {
  switch (head) {
    case 'rights':
      return starterFields.get(part)?.name[languageOf(language)] ?? part
    case 'operations':
      return has(flowGraph.operation, part) ? t(`flowGraph:operation.${part}`) : part
    case 'outcomes':
    case 'branches':
      return nameIn(language, isObject(value) ? value['name'] : undefined) ?? ''
    // Their parts have ids that nobody has ever seen.
    case 'messages':
    case 'onWarning':
    case 'onBreach':
      return ''
    default:
      return part
  }
}

/** A value of a setting, short. What no word is known for is said as it is written. */
export function valueWords(words: i18n, field: string, value: Json, nodeName: NodeName): string {
  const { t, language } = words
  const [head = ''] = field.split('.')
  const said = say(head, value)
  return said === '' ? t('flowGraph:change.nothing') : said

  function say(key: string, given: Json): string {
    if (given === null) return ''
    if (typeof given === 'boolean') return t(given ? 'flowGraph:change.yes' : 'flowGraph:change.no')
    if (typeof given === 'number') return String(given)
    if (typeof given === 'string') return sayText(key, given)
    if (isList(given)) return join(given.map((one) => say(key, one)))
    return nameIn(language, given) ?? sayObject(given)
  }

  function sayObject(given: { readonly [key: string]: Json }): string {
    // Who is named by a role is that role, and a rule of one handler is that handler.
    const { kind } = given
    const saysItself = kind === 'role' || (kind === 'rule' && 'handler' in given)
    // The place in a list is seen by the list.
    const parts = Object.entries(given).filter(([key]) => key !== 'order' && !(saysItself && key === 'kind'))
    return join(parts.map(([key, one]) => say(key, one)))
  }

  function sayText(key: string, given: string): string {
    switch (key) {
      case 'stage':
        return has(terms.stage, given) ? t(`terms:stage.${given}`) : given
      case 'role':
        return has(terms.role, given) ? t(`terms:role.${given}`) : given
      case 'rights':
        return has(flow.inspector.right, given) ? t(`flow:inspector.right.${given}`) : given
      case 'channel':
        return has(flow.channel, given) ? t(`flow:channel.${given}`) : given
      case 'when':
        return has(flow.inspector.when, given) ? t(`flow:inspector.when.${given}`) : given
      case 'from':
        return has(flow.inspector.timerFrom, given) ? t(`flow:inspector.timerFrom.${given}`) : given
      case 'limitCalendar':
      case 'calendar':
        return given === 'always' ? t('flow:inspector.calendarAlways') : given
      case 'ends':
        return has(flowGraph.ends, given) ? t(`flowGraph:ends.${given}`) : given
      case 'kind':
        return has(flowGraph.valueKind, given) ? t(`flowGraph:valueKind.${given}`) : given
      case 'nodeId':
        return nodeName(given)
      // Ids of people and of teams say nothing to anybody; what they are has been said by their kind.
      case 'personId':
      case 'teamId':
        return ''
      case 'guard': {
        const read = readGuard(given, starterFields)
        return read.ok ? guardSentence(read.expression, starterFields, languageOf(language)) : given
      }
      default:
        return given
    }
  }
}

export const languageOf = (language: string): 'zh-CN' | 'en' => (language === 'en' ? 'en' : 'zh-CN')

/** Undefined for what is no name in two languages. */
function nameIn(language: string, value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  const named = value !== undefined && isObject(value) ? value[languageOf(language)] : undefined
  return typeof named === 'string' ? named : undefined
}

const join = (parts: readonly string[]): string => parts.filter((one) => one !== '').join(' · ')
const isList = (value: Json): value is Json[] => Array.isArray(value)
const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const has = <Words extends object>(words: Words, key: string): key is keyof Words & string =>
  Object.hasOwn(words, key)
