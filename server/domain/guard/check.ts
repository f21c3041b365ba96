import { isList, type FieldTable, type GuardField, type GuardType } from './field-table.ts'
import type { GuardFlaw, TypeFlaw } from './flaw.ts'
import { parseGuard, type Parsed } from './parse.ts'
import type { Expression, Span } from './syntax.ts'

/** The text of a guard as a tree that is known to be a condition over fields that there are, or its first flaw. */
export function readGuard(source: string, fields: FieldTable): Parsed {
  const parsed = parseGuard(source)
  if (!parsed.ok) return parsed
  const flaw = findTypeFlaw(parsed.expression, fields)
  return flaw ? { ok: false, flaw } : parsed
}

/** The first place where types do not go together, or where a field or option is named that there is not. */
function findTypeFlaw(expression: Expression, fields: FieldTable): GuardFlaw | undefined {
  const type = typeOf(expression, fields)
  if (typeof type !== 'string') return type
  return type === 'boolean' ? undefined : at(expression, { name: 'no-condition', type })
}

type Typed = GuardType | GuardFlaw

const at = ({ from, to }: Span, flaw: TypeFlaw): GuardFlaw => ({ ...flaw, from, to })

export function typeOf(part: Expression, fields: FieldTable): Typed {
  switch (part.kind) {
    case 'number':
    case 'duration':
    case 'text':
    case 'boolean':
      return part.kind
    case 'list': {
      const [first, ...others] = part.items
      const odd = others.find(({ kind }) => kind !== first?.kind)
      if (odd) return at(odd, { name: 'list-mixed' })
      return first?.kind === 'number' ? 'numbers' : 'texts'
    }
    case 'field':
      return (
        fields.get(part.name)?.type ??
        at(part, { name: 'field-unknown', field: part.name, nearest: nearestName(part.name, fields) })
      )
    case 'not':
      return expect(part.operand, ['boolean'], fields)
    case 'negate':
      return expect(part.operand, ['number', 'duration'], fields)
    case 'empty': {
      const type = typeOf(part.operand, fields)
      if (typeof type !== 'string') return type
      return part.operand.kind === 'field' ? 'boolean' : at(part.operand, { name: 'field-needed' })
    }
    case 'logic': {
      const left = expect(part.left, ['boolean'], fields)
      return left === 'boolean' ? expect(part.right, ['boolean'], fields) : left
    }
    case 'arithmetic':
    case 'compare': {
      const left = typeOf(part.left, fields)
      if (typeof left !== 'string') return left
      const right = typeOf(part.right, fields)
      if (typeof right !== 'string') return right
      return part.kind === 'arithmetic'
        ? arithmeticType(part, left, right)
        : comparisonType(part, left, right, fields)
    }
  }
}

function expect(part: Expression, wanted: readonly GuardType[], fields: FieldTable): Typed {
  const type = typeOf(part, fields)
  if (typeof type !== 'string' || wanted.includes(type)) return type
  return at(part, { name: 'type-unfit', type })
}

type Pair<Kind> = Extract<Expression, { kind: Kind }>

function arithmeticType(part: Pair<'arithmetic'>, left: GuardType, right: GuardType): Typed {
  const answer = sums[part.operator].find(([one, other]) => one === left && other === right)
  return answer ? answer[2] : at(part, { name: 'types-differ', left, right })
}

const sums: Record<'+' | '-' | '*', readonly (readonly [GuardType, GuardType, GuardType])[]> = {
  '+': [
    ['number', 'number', 'number'],
    ['duration', 'duration', 'duration'],
    ['moment', 'duration', 'moment'],
  ],
  '-': [
    ['number', 'number', 'number'],
    ['duration', 'duration', 'duration'],
    ['moment', 'duration', 'moment'],
    ['moment', 'moment', 'duration'],
  ],
  '*': [
    ['number', 'number', 'number'],
    ['duration', 'number', 'duration'],
  ],
}

function comparisonType(part: Pair<'compare'>, left: GuardType, right: GuardType, fields: FieldTable): Typed {
  const { operator } = part
  const unfit = at(part, { name: 'types-differ', left, right })
  if (operator === 'in' || operator === 'not in') {
    const fits = (left === 'number' && right === 'numbers') || (left === 'text' && right === 'texts')
    return fits ? (findUnknownOption(part, fields) ?? 'boolean') : unfit
  }
  if (isList(left)) return at(part.left, { name: 'type-unfit', type: left })
  if (left !== right) return unfit
  if (operator === '=' || operator === '!=') return findUnknownOption(part, fields) ?? 'boolean'
  const ordered = left === 'number' || left === 'duration' || left === 'moment'
  return ordered ? 'boolean' : at(part, { name: 'type-unfit', type: left })
}

/** A value beside a field that has a list of values, and not in that list, is a slip of the pen. */
function findUnknownOption({ left, right }: Pair<'compare'>, fields: FieldTable): GuardFlaw | undefined {
  return unknownAmong(left, right, fields) ?? unknownAmong(right, left, fields)
}

function unknownAmong(side: Expression, other: Expression, fields: FieldTable): GuardFlaw | undefined {
  if (side.kind !== 'field') return undefined
  const field: GuardField | undefined = fields.get(side.name)
  const options = field?.options
  if (!options) return undefined
  const given = other.kind === 'list' ? other.items : [other]
  for (const item of given) {
    if (item.kind !== 'text' && item.kind !== 'number') continue
    if (!options.some(({ value }) => value === item.value))
      return at(item, { name: 'option-unknown', field: side.name, option: String(item.value) })
  }
  return undefined
}

/** The field that was probably meant: at most two letters away. */
function nearestName(name: string, fields: FieldTable): string | null {
  let nearest: string | null = null
  let fewest = 3
  for (const candidate of fields.keys()) {
    const edits = editDistance(name, candidate)
    if (edits < fewest) [nearest, fewest] = [candidate, edits]
  }
  return nearest
}

/** Levenshtein, row by row. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
