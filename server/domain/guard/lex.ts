import type { GuardFlaw } from './flaw.ts'
import { durationUnits, type DurationUnit, type Span } from './syntax.ts'

export type Token = Span &
  (
    | { kind: 'number'; value: number }
    | { kind: 'duration'; amount: number; unit: DurationUnit }
    | { kind: 'text'; value: string }
    | { kind: 'word'; word: string }
    | { kind: 'symbol'; symbol: string }
    | { kind: 'end' }
  )

export type Lexed = { ok: true; tokens: readonly Token[] } | { ok: false; flaw: GuardFlaw }

const space = /\s+/y
const number = /[\p{N}\p{L}_]+(?:\.[\p{N}\p{L}_]+)?/uy
// More digits than these would be written back differently from how they were read.
const exactNumber = /^(\d{1,15}(?:\.\d{1,6})?)([a-z]?)$/
const word = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*/uy
const text = /"((?:[^"\\]|\\["\\])*)"/y
const symbol = /!=|<=|>=|[=<>+\-*()[\],]/y

const matchAt = (pattern: RegExp, source: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(source)
}

/** Cuts the text of a guard into tokens; the last one is always `end`. */
export function lex(source: string): Lexed {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const blank = matchAt(space, source, at)
    if (blank) {
      at += blank[0].length
      continue
    }
    const read = readToken(source, at)
    if ('name' in read) return { ok: false, flaw: read }
    tokens.push(read)
    at = read.to
  }
  return { ok: true, tokens: [...tokens, { kind: 'end', from: source.length, to: source.length }] }
}

function readToken(source: string, from: number): Token | GuardFlaw {
  const first = source.charAt(from)
  if (first === '"') {
    const match = matchAt(text, source, from)
    if (!match) return { name: 'text-unclosed', from, to: source.length }
    const value = (match[1] ?? '').replace(/\\(["\\])/g, '$1')
    return { kind: 'text', value, from, to: from + match[0].length }
  }
  if (first >= '0' && first <= '9') return readNumber(source, from)
  const named = matchAt(word, source, from)
  if (named) return { kind: 'word', word: named[0], from, to: from + named[0].length }
  const sign = matchAt(symbol, source, from)
  if (sign) return { kind: 'symbol', symbol: sign[0], from, to: from + sign[0].length }
  const character = String.fromCodePoint(source.codePointAt(from) ?? 0)
  return { name: 'character-unknown', character, from, to: from + character.length }
}

function readNumber(source: string, from: number): Token | GuardFlaw {
  const whole = matchAt(number, source, from)?.[0] ?? source.charAt(from)
  const to = from + whole.length
  const [, digits, letter] = exactNumber.exec(whole) ?? []
  const unit = durationUnits.find((one) => one === letter)
  if (digits === undefined || (letter !== '' && !unit))
    return { name: 'number-malformed', text: whole, from, to }
  return unit
    ? { kind: 'duration', amount: Number(digits), unit, from, to }
    : { kind: 'number', value: Number(digits), from, to }
}
