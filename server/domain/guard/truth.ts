import { anything, isImpossible, narrow, type Domain, type Scalar } from './domain.ts'
import { typeOf } from './check.ts'
import { evaluate } from './evaluate.ts'
import type { FieldTable, GuardField } from './field-table.ts'
import { printGuard } from './print.ts'
import { fieldsOf, type Comparison, type Expression } from './syntax.ts'

/**
 * Whether a guard can ever open the way, as far as looking at one field at a time can tell: `priority > 2 and
 * priority = 1` and `hour > 23` never, `weekday <= 7` always. The answer `sometimes` may hide a contradiction between
 * two fields; `never` and `always` are certain.
 */
export function truthOf(expression: Expression, fields: FieldTable): 'never' | 'sometimes' | 'always' {
  if (neverTrue([expression], [], fields)) return 'never'
  return neverTrue([], [expression], fields) ? 'always' : 'sometimes'
}

/** Whether the guards before take everything that the last one would. Of two branches the upper one goes first. */
export const isCovered = (
  expression: Expression,
  earlier: readonly Expression[],
  fields: FieldTable,
): boolean => neverTrue([expression], earlier, fields)

/** One thing asked of one field, or of one sum like `due - now`. */
type Demand = { key: string; field: GuardField; domain: Domain }
/** All of these at once. */
type Case = readonly Demand[]

/** Beyond this many cases nothing is claimed. */
const mostCases = 512

/** That no facts make all of `open` true while each of `shut` is false or undecided. */
function neverTrue(open: readonly Expression[], shut: readonly Expression[], fields: FieldTable): boolean {
  const analysis = new Analysis(fields)
  const shutCases = shut.map((expression) => analysis.cases(expression, false, true))
  const cases = [...open.map((expression) => analysis.cases(expression, true, false)), ...shutCases].reduce(
    all,
    [[]],
  )
  return cases?.every((one) => isContradiction(one)) ?? false
}

const either = (one: readonly Case[] | undefined, other: readonly Case[] | undefined) =>
  one && other && one.length + other.length <= mostCases ? [...one, ...other] : undefined

const all = (one: readonly Case[] | undefined, other: readonly Case[] | undefined) =>
  one && other && one.length * other.length <= mostCases
    ? one.flatMap((left) => other.map((right) => [...left, ...right]))
    : undefined

function isContradiction(demands: Case): boolean {
  const narrowed = new Map<string, Demand>()
  for (const demand of demands) {
    const before = narrowed.get(demand.key)
    narrowed.set(demand.key, before ? { ...demand, domain: narrow(before.domain, demand.domain) } : demand)
  }
  return [...narrowed.values()].some(({ domain, field }) => isImpossible(domain, field))
}

class Analysis {
  private readonly fields: FieldTable

  constructor(fields: FieldTable) {
    this.fields = fields
  }

  /**
   * The cases in which a condition is `wanted`, or, with `orUndecided`, is at least not the contrary. An empty list is
   * never, undefined too many to say.
   */
  cases(part: Expression, wanted: boolean, orUndecided: boolean): readonly Case[] | undefined {
    switch (part.kind) {
      case 'boolean':
        return part.value === wanted ? [[]] : []
      case 'not':
        return this.cases(part.operand, !wanted, orUndecided)
      case 'logic': {
        const left = this.cases(part.left, wanted, orUndecided)
        const right = this.cases(part.right, wanted, orUndecided)
        return (part.operator === 'and') === wanted ? all(left, right) : either(left, right)
      }
      case 'empty': {
        const domain = part.negated === wanted ? { ...anything, present: true } : { ...anything, empty: true }
        return [this.demand(part.operand, domain)]
      }
      case 'field': {
        const decided = this.demand(part, { ...anything, present: true, allowed: new Set([wanted]) })
        return orUndecided ? [decided, ...this.undecided(part)] : [decided]
      }
      case 'compare': {
        const decided = this.comparison(part, wanted ? part.operator : opposite[part.operator])
        return orUndecided ? [...decided, ...this.undecided(part)] : decided
      }
      // No condition; the type check has refused it.
      case 'number':
      case 'duration':
      case 'text':
      case 'list':
      case 'negate':
      case 'arithmetic':
        return [[]]
    }
  }

  /** The cases in which a comparison is undecided: one of its fields is missing. */
  private undecided(part: Expression): readonly Case[] {
    return fieldsOf(part).flatMap((name) => {
      const field = this.fields.get(name)
      // A list that is always there is always known, with or without something in it.
      if (!field || field.always) return []
      return [[{ key: name, field, domain: { ...anything, empty: true } }]]
    })
  }

  private comparison(part: Extract<Expression, { kind: 'compare' }>, operator: Comparison): readonly Case[] {
    const left = constantOf(part.left)
    const right = constantOf(part.right)
    if (left !== undefined && right !== undefined)
      return evaluate({ ...part, operator }, {}) === true ? [[]] : []
    if (Array.isArray(right)) return [this.demand(part.left, within(right, operator === 'in'))]
    if (isScalar(left) && (operator === 'in' || operator === 'not in')) {
      const found = new Set([left])
      const domain = operator === 'in' ? { ...anything, has: found } : { ...anything, lacks: found }
      return [this.demand(part.right, domain)]
    }
    if (isScalar(right)) return [this.demand(part.left, beside(operator, right))]
    if (isScalar(left)) return [this.demand(part.right, beside(mirrored[operator], left))]
    return [[]]
  }

  private demand(part: Expression, domain: Domain): Case {
    const field = part.kind === 'field' ? this.fields.get(part.name) : undefined
    const type = typeOf(part, this.fields)
    // A sum of fields has a name as well, so that `due - now < 1h and due - now > 2h` is seen.
    const unnamed = {
      type: typeof type === 'string' ? type : 'number',
      name: { 'zh-CN': '', en: '' },
    } as const
    return [{ key: printGuard(part), field: field ?? { ...unnamed, always: false }, domain }]
  }
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const constantOf = (part: Expression) => (fieldsOf(part).length === 0 ? evaluate(part, {}) : undefined)

function within(values: readonly Scalar[], inside: boolean): Domain {
  const set = new Set(values)
  return inside ? { ...anything, present: true, allowed: set } : { ...anything, present: true, excluded: set }
}

function beside(operator: Comparison, value: Scalar): Domain {
  const known = { ...anything, present: true }
  switch (operator) {
    case '=':
      return { ...known, allowed: new Set([value]) }
    case '!=':
      return { ...known, excluded: new Set([value]) }
    case '<':
      return { ...known, most: Number(value), mostIncluded: false }
    case '<=':
      return { ...known, most: Number(value) }
    case '>':
      return { ...known, least: Number(value), leastIncluded: false }
    case '>=':
      return { ...known, least: Number(value) }
    case 'in':
    case 'not in':
      return anything
  }
}

const opposite: Record<Comparison, Comparison> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
}

const mirrored: Record<Comparison, Comparison> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  in: 'in',
  'not in': 'not in',
}
