import type { BilingualText } from '../flow/flow.ts'
import type { Comparison, DurationUnit, Expression } from './syntax.ts'
import { typeOf } from './check.ts'
import type { FieldTable } from './field-table.ts'

type Language = keyof BilingualText

/** A guard as a person would say it: 优先级是 1，且区域属于浦东或徐汇. Unknown fields keep the name of the text. */
export function guardSentence(expression: Expression, fields: FieldTable, language: Language): string {
  return new Speaker(fields, language).say(expression)
}

type Phrases = {
  and: string
  or: string
  not: (inner: string) => string
  bracket: (inner: string) => string
  isTrue: (name: string) => string
  isFalse: (name: string) => string
  empty: (name: string) => string
  filled: (name: string) => string
  compare: Record<Comparison, string>
  earlier: Partial<Record<Comparison, string>>
  has: (list: string, item: string) => string
  hasNot: (list: string, item: string) => string
  alternatives: string
  truth: { true: string; false: string }
  units: Record<DurationUnit, string>
  space: string
}

const phrases: Record<Language, Phrases> = {
  'zh-CN': {
    and: '，且',
    or: '，或',
    not: (inner) => `并非（${inner}）`,
    bracket: (inner) => `（${inner}）`,
    isTrue: (name) => `${name}为是`,
    isFalse: (name) => `${name}为否`,
    empty: (name) => `${name}为空`,
    filled: (name) => `${name}不为空`,
    compare: {
      '=': '是',
      '!=': '不是',
      '<': '小于',
      '<=': '不超过',
      '>': '大于',
      '>=': '不小于',
      in: '属于',
      'not in': '不属于',
    },
    earlier: { '<': '早于', '<=': '不晚于', '>': '晚于', '>=': '不早于' },
    has: (list, item) => `${list}包含${item}`,
    hasNot: (list, item) => `${list}不包含${item}`,
    alternatives: '、',
    truth: { true: '是', false: '否' },
    units: { s: '秒', m: '分钟', h: '小时', d: '天' },
    space: '',
  },
  en: {
    and: ' and ',
    or: ' or ',
    not: (inner) => `it is not so that ${inner}`,
    bracket: (inner) => `(${inner})`,
    isTrue: (name) => `${name} is yes`,
    isFalse: (name) => `${name} is no`,
    empty: (name) => `${name} is empty`,
    filled: (name) => `${name} is filled in`,
    compare: {
      '=': 'is',
      '!=': 'is not',
      '<': 'is less than',
      '<=': 'is at most',
      '>': 'is more than',
      '>=': 'is at least',
      in: 'is one of',
      'not in': 'is none of',
    },
    earlier: { '<': 'is before', '<=': 'is not after', '>': 'is after', '>=': 'is not before' },
    has: (list, item) => `${list} includes ${item}`,
    hasNot: (list, item) => `${list} does not include ${item}`,
    alternatives: ', ',
    truth: { true: 'yes', false: 'no' },
    units: { s: 's', m: 'min', h: 'h', d: 'd' },
    space: ' ',
  },
}

class Speaker {
  private readonly words: Phrases
  private readonly fields: FieldTable
  private readonly language: Language

  constructor(fields: FieldTable, language: Language) {
    this.words = phrases[language]
    this.fields = fields
    this.language = language
  }

  say(part: Expression): string {
    const { words } = this
    switch (part.kind) {
      case 'number':
        return String(part.value)
      case 'duration':
        return `${part.amount} ${words.units[part.unit]}`
      case 'text':
        return this.language === 'en' ? `“${part.value}”` : `「${part.value}」`
      case 'boolean':
        return words.truth[part.value ? 'true' : 'false']
      case 'list':
        return part.items.map((item) => this.say(item)).join(words.alternatives)
      case 'field':
        return this.typeOf(part) === 'boolean' ? words.isTrue(this.name(part.name)) : this.name(part.name)
      case 'negate':
        return `−${this.operand(part.operand)}`
      case 'not':
        return part.operand.kind === 'field'
          ? words.isFalse(this.name(part.operand.name))
          : words.not(this.say(part.operand))
      case 'empty':
        return (part.negated ? words.filled : words.empty)(this.operand(part.operand))
      case 'arithmetic': {
        const sign = { '+': '+', '-': '−', '*': '×' }[part.operator]
        return `${this.operand(part.left)} ${sign} ${this.operand(part.right)}`
      }
      case 'logic':
        return [part.left, part.right]
          .map((side) => this.side(side, part.operator))
          .join(words[part.operator])
      case 'compare':
        return this.comparison(part)
    }
  }

  private comparison({ left, operator, right }: Extract<Expression, { kind: 'compare' }>): string {
    const { words } = this
    if ((operator === 'in' || operator === 'not in') && right.kind !== 'list')
      return (operator === 'in' ? words.has : words.hasNot)(this.operand(right), this.value(left, right))
    const earlier = this.typeOf(left) === 'moment' ? words.earlier[operator] : undefined
    const verb = earlier ?? words.compare[operator]
    const spoken = right.kind === 'list' ? this.values(left, right.items) : this.value(right, left)
    const gap = words.space === '' && /^[\d−]/.test(spoken) ? ' ' : words.space
    return `${this.value(left, right)}${words.space}${verb}${gap}${spoken}`
  }

  private values(field: Expression, items: readonly Expression[]): string {
    return items.map((item) => this.value(item, field)).join(this.words.alternatives)
  }

  /** A value beside a field that has names for its values gets that name. */
  private value(part: Expression, beside: Expression): string {
    if ((part.kind === 'text' || part.kind === 'number') && beside.kind === 'field') {
      const options = this.fields.get(beside.name)?.options
      const option = options?.find(({ value }) => value === part.value)
      if (option) return option.name[this.language]
    }
    return this.operand(part)
  }

  private operand(part: Expression): string {
    if (part.kind === 'field') return this.name(part.name)
    const spoken = this.say(part)
    const isWhole = part.kind !== 'logic' && part.kind !== 'compare' && part.kind !== 'arithmetic'
    return isWhole ? spoken : this.words.bracket(spoken)
  }

  /** `and` within `or` and the other way round are told apart by brackets. */
  private side(part: Expression, operator: 'and' | 'or'): string {
    const spoken = this.say(part)
    return part.kind === 'logic' && part.operator !== operator ? this.words.bracket(spoken) : spoken
  }

  private name(name: string): string {
    return this.fields.get(name)?.name[this.language] ?? name
  }

  private typeOf(part: Expression): string | undefined {
    const type = typeOf(part, this.fields)
    return typeof type === 'string' ? type : undefined
  }
}
