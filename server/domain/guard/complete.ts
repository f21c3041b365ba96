import { typeOf } from './check.ts'
import { isList, type FieldTable, type GuardField, type GuardType } from './field-table.ts'
import { lex, type Token } from './lex.ts'
import { parseGuard } from './parse.ts'
import { comparisons, type Expression } from './syntax.ts'

/** What may stand at a place: the characters `from` to `to` are replaced by `insert`. */
export type Completion = {
  kind: 'field' | 'operator' | 'value'
  insert: string
  from: number
  to: number
}

/**
 * What may follow at a position in the text of a guard, best first. Only what stands before the position is looked at.
 * Whatever is offered, the text up to its end can be read as the beginning of a guard.
 */
export function completeGuard(source: string, position: number, fields: FieldTable): readonly Completion[] {
  const before = source.slice(0, position)
  const typed = typedSoFar(before)
  const from = position - typed.length
  const head = before.slice(0, from)
  // Directly behind a word or a number nothing new can begin.
  if (typed === '' && /[\p{L}\p{N}_"]$/u.test(head)) return []
  const to = position + (/^[\p{L}\p{N}_.]*/u.exec(source.slice(position))?.[0].length ?? 0)
  return offers(head, fields)
    .filter(({ insert }) => insert !== typed && insert.toLowerCase().startsWith(typed.toLowerCase()))
    .map((offer) => ({ ...offer, from, to }))
}

/** What the person is in the middle of writing: a word, a comparison, or a text whose end is still open. */
function typedSoFar(before: string): string {
  const lexed = lex(before)
  if (!lexed.ok && lexed.flaw.name === 'text-unclosed') return before.slice(lexed.flaw.from)
  return /(?:[\p{L}_][\p{L}\p{N}_.]*|[=<>!]+)$/u.exec(before)?.[0] ?? ''
}

type Offer = Pick<Completion, 'kind' | 'insert'>

function offers(head: string, fields: FieldTable): readonly Offer[] {
  if (head.trim() === '') return operands(fields, undefined)
  const parsed = parseGuard(head)
  if (parsed.ok) return operators(lastOperand(parsed.expression), parsed.expression, fields)
  const lexed = lex(head)
  if (!lexed.ok || parsed.flaw.to < head.trimEnd().length) return insideBrackets(head, fields)
  const { name } = parsed.flaw
  if (name === 'operand-expected') return operands(fields, comparedWith(lexed.tokens, fields))
  if (name === 'list-item-expected') return listItems(lexed.tokens, fields)
  if (name !== 'empty-expected') return insideBrackets(head, fields)
  const words = endsWith(lexed.tokens, 'not') ? ['empty'] : ['empty', 'not empty']
  return words.map((insert) => ({ kind: 'operator', insert }))
}

/** Inside an open bracket: what would follow if the text began after it. */
function insideBrackets(head: string, fields: FieldTable): readonly Offer[] {
  const lexed = lex(head)
  const parsed = parseGuard(head)
  if (!lexed.ok || parsed.ok || parsed.flaw.name !== 'bracket-unclosed') return []
  const { bracket, from } = parsed.flaw
  if (bracket === '[') return listItems(lexed.tokens, fields)
  const inner = parseGuard(head.slice(from + 1))
  if (!inner.ok) return []
  const closing: Offer = { kind: 'operator', insert: ')' }
  return [...operators(lastOperand(inner.expression), inner.expression, fields), closing]
}

/** The operand at the end of the text, if it is still free to be compared. */
function lastOperand(part: Expression): Expression {
  switch (part.kind) {
    case 'logic':
      return lastOperand(part.right)
    case 'not':
      return lastOperand(part.operand)
    case 'number':
    case 'duration':
    case 'text':
    case 'boolean':
    case 'list':
    case 'field':
    case 'negate':
    case 'arithmetic':
    case 'compare':
    case 'empty':
      return part
  }
}

function operators(operand: Expression, whole: Expression, fields: FieldTable): readonly Offer[] {
  const joined = typeOf(whole, fields) === 'boolean' ? ['and', 'or'] : []
  const names = [...comparisonsFor(operand, fields), ...joined]
  return names.map((insert) => ({ kind: 'operator', insert }))
}

function comparisonsFor(operand: Expression, fields: FieldTable): readonly string[] {
  if (operand.kind === 'compare' || operand.kind === 'empty') return []
  const type = typeOf(operand, fields)
  if (typeof type !== 'string') return []
  const emptiness = operand.kind === 'field' ? ['is empty', 'is not empty'] : []
  if (isList(type)) return emptiness
  const wanted: Record<Exclude<GuardType, 'numbers' | 'texts'>, readonly string[]> = {
    number: comparisons,
    text: ['=', '!=', 'in', 'not in'],
    boolean: ['=', '!='],
    duration: ['<', '<=', '>', '>=', '=', '!=', '+', '-'],
    moment: ['<', '<=', '>', '>=', '=', '!=', '+', '-'],
  }
  return [...wanted[type], ...emptiness]
}

/** What an operand at the end of the text would be compared with: a field just before a comparison. */
function comparedWith(
  tokens: readonly Token[],
  fields: FieldTable,
): { field: GuardField; list: boolean } | undefined {
  const words = tokens.slice(0, -1).map(wordOf)
  const operator = words.at(-1) ?? ''
  if (!comparisons.some((one) => one === operator)) return undefined
  const isNotIn = operator === 'in' && words.at(-2) === 'not'
  const field = fields.get(words.at(isNotIn ? -3 : -2) ?? '')
  return field && { field, list: operator === 'in' }
}

const wordOf = (token: Token): string =>
  token.kind === 'word' ? token.word : token.kind === 'symbol' ? token.symbol : ''

const endsWith = (tokens: readonly Token[], word: string): boolean =>
  wordOf(tokens.at(-2) ?? { kind: 'end', from: 0, to: 0 }) === word

function operands(
  fields: FieldTable,
  compared: { field: GuardField; list: boolean } | undefined,
): readonly Offer[] {
  const named = (fits: (type: GuardType) => boolean): readonly Offer[] =>
    [...fields].filter(([, { type }]) => fits(type)).map(([insert]) => ({ kind: 'field', insert }))
  if (!compared)
    return [
      ...named(() => true),
      ...['not', 'true', 'false'].map((insert) => ({ kind: 'value' as const, insert })),
    ]
  const { field, list } = compared
  const values = valuesOf(field)
  if (!list) return [...values, ...named((type) => type === field.type)]
  const lists = named((type) => type === (field.type === 'number' ? 'numbers' : 'texts'))
  return [...values.map(({ insert }) => ({ kind: 'value' as const, insert: `[${insert}` })), ...lists]
}

function valuesOf(field: GuardField): readonly Offer[] {
  if (field.type === 'boolean') return ['true', 'false'].map((insert) => ({ kind: 'value', insert }))
  return (field.options ?? []).map(({ value }) => ({
    kind: 'value',
    insert: typeof value === 'number' ? String(value) : `"${value.replace(/["\\]/g, '\\$&')}"`,
  }))
}

/** In an open list: the values of the field before `in`, or what goes on after one. */
function listItems(tokens: readonly Token[], fields: FieldTable): readonly Offer[] {
  const given = tokens.slice(0, -1)
  const last = wordOf(given.at(-1) ?? { kind: 'end', from: 0, to: 0 })
  if (last !== '[' && last !== ',') return [', ', ']'].map((insert) => ({ kind: 'operator', insert }))
  const open = given.findLastIndex((token) => wordOf(token) === '[')
  const compared = comparedWith([...given.slice(0, open), { kind: 'end', from: 0, to: 0 }], fields)
  if (!compared) return []
  const isGiven = (insert: string) =>
    given.slice(open).some((token) => (token.kind === 'text' ? `"${token.value}"` : wordOf(token)) === insert)
  return valuesOf(compared.field).filter(({ insert }) => !isGiven(insert))
}
