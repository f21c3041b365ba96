import type { GuardFlaw, SyntaxFlaw } from './flaw.ts'
import { lex, type Token } from './lex.ts'
import { comparisons, type Comparison, type Expression, type ListItem } from './syntax.ts'

/** Characters. A guard that is longer belongs into several branches. */
export const longestGuard = 1_000
/** Brackets within brackets; keeps the recursion shallow whatever somebody pastes. */
export const deepestGuard = 40

export type Parsed = { ok: true; expression: Expression } | { ok: false; flaw: GuardFlaw }

/** How strongly an operator holds what stands beside it. */
export const strength = { or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, negate: 7 } as const

/** Reads the text of a guard. Never throws; the flaw is the first one, with its place in the text. */
export function parseGuard(source: string): Parsed {
  if (source.length > longestGuard)
    return {
      ok: false,
      flaw: { name: 'too-long', most: longestGuard, from: longestGuard, to: source.length },
    }
  const lexed = lex(source)
  if (!lexed.ok) return lexed
  const parser = new Parser(lexed.tokens)
  const expression = parser.expression(0, 0)
  if (isFlaw(expression)) return { ok: false, flaw: expression }
  const left = parser.peek()
  if (left.kind !== 'end')
    return { ok: false, flaw: { name: 'operator-expected', from: left.from, to: left.to } }
  return { ok: true, expression }
}

type Result = Expression | GuardFlaw
const isFlaw = (result: Result): result is GuardFlaw => !('kind' in result)

const flawAt = (token: Token, flaw: SyntaxFlaw): GuardFlaw => ({ ...flaw, from: token.from, to: token.to })

type Infix =
  | { kind: 'logic'; operator: 'and' | 'or'; strength: number; words: number }
  | { kind: 'compare'; operator: Comparison; strength: number; words: number }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*'; strength: number; words: number }
  | { kind: 'is'; strength: number; words: number }

/** A Pratt parser: each operator goes on taking what is to its left while it holds more strongly than its surroundings. */
class Parser {
  private readonly tokens: readonly Token[]
  private position = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  peek(ahead = 0): Token {
    const token = this.tokens[this.position + ahead] ?? this.tokens[this.tokens.length - 1]
    return token ?? { kind: 'end', from: 0, to: 0 }
  }

  expression(least: number, depth: number): Result {
    if (depth > deepestGuard) return flawAt(this.peek(), { name: 'too-deep', most: deepestGuard })
    let left = this.operand(depth)
    let compared = false
    for (;;) {
      if (isFlaw(left)) return left
      const infix = this.infix()
      if (!infix || infix.strength <= least) return left
      // `a < b < c` means something different to everybody; in brackets a comparison is an operand like another.
      if (compared && infix.strength === strength.compare)
        return flawAt(this.peek(), { name: 'comparison-chained' })
      compared = infix.strength === strength.compare
      this.position += infix.words
      left = this.extend(left, infix, depth)
    }
  }

  private extend(left: Expression, infix: Infix, depth: number): Result {
    if (infix.kind === 'is') return this.emptiness(left)
    const right = this.expression(infix.strength, depth)
    if (isFlaw(right)) return right
    const span = { from: left.from, to: right.to }
    switch (infix.kind) {
      case 'logic':
        return { kind: 'logic', operator: infix.operator, left, right, ...span }
      case 'compare':
        return { kind: 'compare', operator: infix.operator, left, right, ...span }
      case 'arithmetic':
        return { kind: 'arithmetic', operator: infix.operator, left, right, ...span }
    }
  }

  /** After `is`: `empty` or `not empty`. */
  private emptiness(operand: Expression): Result {
    const negated = this.isWord('not')
    if (negated) this.position += 1
    if (!this.isWord('empty')) return flawAt(this.peek(), { name: 'empty-expected' })
    const { to } = this.peek()
    this.position += 1
    return { kind: 'empty', operand, negated, from: operand.from, to }
  }

  private infix(): Infix | undefined {
    const token = this.peek()
    if (token.kind === 'word') {
      if (token.word === 'and' || token.word === 'or')
        return { kind: 'logic', operator: token.word, strength: strength[token.word], words: 1 }
      if (token.word === 'in')
        return { kind: 'compare', operator: 'in', strength: strength.compare, words: 1 }
      if (token.word === 'not' && this.isWord('in', 1))
        return { kind: 'compare', operator: 'not in', strength: strength.compare, words: 2 }
      if (token.word === 'is') return { kind: 'is', strength: strength.compare, words: 1 }
      return undefined
    }
    if (token.kind !== 'symbol') return undefined
    const { symbol } = token
    if (symbol === '+' || symbol === '-')
      return { kind: 'arithmetic', operator: symbol, strength: strength.add, words: 1 }
    if (symbol === '*') return { kind: 'arithmetic', operator: symbol, strength: strength.multiply, words: 1 }
    const operator = comparisons.find((one) => one === symbol)
    return operator && { kind: 'compare', operator, strength: strength.compare, words: 1 }
  }

  private operand(depth: number): Result {
    const token = this.peek()
    this.position += 1
    const span = { from: token.from, to: token.to }
    switch (token.kind) {
      case 'number':
      case 'duration':
      case 'text':
        return token
      case 'end':
        return flawAt(token, { name: 'operand-expected' })
      case 'word':
        return this.word(token.word, token, depth)
      case 'symbol':
        if (token.symbol === '(') return this.bracketed(token, depth)
        if (token.symbol === '[') return this.list(token)
        if (token.symbol === '-') {
          const operand = this.expression(strength.negate, depth + 1)
          return isFlaw(operand) ? operand : { kind: 'negate', operand, from: span.from, to: operand.to }
        }
        return flawAt(token, { name: 'operand-expected' })
    }
  }

  private word(word: string, token: Token, depth: number): Result {
    const span = { from: token.from, to: token.to }
    switch (word) {
      case 'true':
      case 'false':
        return { kind: 'boolean', value: word === 'true', ...span }
      case 'not': {
        const operand = this.expression(strength.not, depth + 1)
        return isFlaw(operand) ? operand : { kind: 'not', operand, from: span.from, to: operand.to }
      }
      case 'and':
      case 'or':
      case 'in':
      case 'is':
      case 'empty':
        return flawAt(token, { name: 'operand-expected' })
      default:
        return { kind: 'field', name: word, ...span }
    }
  }

  private bracketed(open: Token, depth: number): Result {
    const inner = this.expression(0, depth + 1)
    if (isFlaw(inner)) return inner
    const close = this.peek()
    if (!this.isSymbol(')'))
      return close.kind === 'end'
        ? flawAt(open, { name: 'bracket-unclosed', bracket: '(' })
        : flawAt(close, { name: 'operator-expected' })
    this.position += 1
    return { ...inner, from: open.from, to: close.to }
  }

  private list(open: Token): Result {
    const items: ListItem[] = []
    for (;;) {
      const item = this.peek()
      if (item.kind !== 'number' && item.kind !== 'text')
        return item.kind === 'end' && items.length === 0
          ? flawAt(open, { name: 'bracket-unclosed', bracket: '[' })
          : flawAt(item, { name: 'list-item-expected' })
      items.push(item)
      this.position += 1
      const next = this.peek()
      if (next.kind === 'end') return flawAt(open, { name: 'bracket-unclosed', bracket: '[' })
      if (!this.isSymbol(',') && !this.isSymbol(']')) return flawAt(next, { name: 'list-item-expected' })
      this.position += 1
      if (next.kind === 'symbol' && next.symbol === ']')
        return { kind: 'list', items, from: open.from, to: next.to }
    }
  }

  private isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.word === word
  }

  private isSymbol(symbol: string): boolean {
    const token = this.peek()
    return token.kind === 'symbol' && token.symbol === symbol
  }
}
