import type { GuardFacts, GuardValue } from './field-table.ts'
import { hours, minutes } from '../instant.ts'
import type { Comparison, DurationUnit, Expression } from './syntax.ts'

/**
 * Whether the way is open.
 *
 * What is missing is neither true nor false, and neither is what is said of it: `and` and `or` still answer where the
 * other side is enough, `not` of it stays undecided, and an undecided guard does not open the way. Who wants the way
 * open for what is missing says so: `region is empty or region != "Pudong"`. An empty text counts as missing, a list
 * without anything in it does not.
 */
export const guardPasses = (expression: Expression, facts: GuardFacts): boolean =>
  evaluate(expression, facts) === true

/** The value of a part, or undefined where that depends on something missing. Never throws. */
export function evaluate(part: Expression, facts: GuardFacts): GuardValue | undefined {
  switch (part.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return part.value
    case 'duration':
      return part.amount * unitMs[part.unit]
    case 'list':
      return listOf(part.items)
    case 'field':
      return known(part.name, facts)
    case 'negate': {
      const value = evaluate(part.operand, facts)
      return typeof value === 'number' ? -value : undefined
    }
    case 'not': {
      const value = evaluate(part.operand, facts)
      return typeof value === 'boolean' ? !value : undefined
    }
    case 'empty': {
      const value = evaluate(part.operand, facts)
      return (value === undefined || (Array.isArray(value) && value.length === 0)) !== part.negated
    }
    case 'logic':
      return join(part.operator === 'and', evaluate(part.left, facts), () => evaluate(part.right, facts))
    case 'arithmetic':
      return calculate(part.operator, evaluate(part.left, facts), evaluate(part.right, facts))
    case 'compare':
      return compare(part.operator, evaluate(part.left, facts), evaluate(part.right, facts))
  }
}

export const unitMs: Record<DurationUnit, number> = {
  s: 1_000,
  m: minutes(1),
  h: hours(1),
  d: hours(24),
}

function listOf(items: Extract<Expression, { kind: 'list' }>['items']): GuardValue {
  const numbers = items.flatMap((item) => (item.kind === 'number' ? [item.value] : []))
  return numbers.length > 0 ? numbers : items.flatMap((item) => (item.kind === 'text' ? [item.value] : []))
}

function known(name: string, facts: GuardFacts): GuardValue | undefined {
  const value = Object.hasOwn(facts, name) ? facts[name] : undefined
  if (value === null || value === '' || (typeof value === 'number' && !Number.isFinite(value)))
    return undefined
  return value
}

/** Kleene's logic: what decides alone decides, whatever the other side may be. */
function join(
  isAnd: boolean,
  left: GuardValue | undefined,
  evaluateRight: () => GuardValue | undefined,
): boolean | undefined {
  if (left === !isAnd) return left
  const right = evaluateRight()
  if (right === !isAnd) return right
  return left === isAnd && right === isAnd ? isAnd : undefined
}

function calculate(
  operator: '+' | '-' | '*',
  left: GuardValue | undefined,
  right: GuardValue | undefined,
): number | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  const value = operator === '+' ? left + right : operator === '-' ? left - right : left * right
  return Number.isFinite(value) ? value : undefined
}

function compare(
  operator: Comparison,
  left: GuardValue | undefined,
  right: GuardValue | undefined,
): boolean | undefined {
  if (left === undefined || right === undefined) return undefined
  switch (operator) {
    case 'in':
    case 'not in': {
      if (!Array.isArray(right)) return undefined
      const within = right.some((item) => item === left)
      return within === (operator === 'in')
    }
    case '=':
      return typeof left === typeof right ? left === right : undefined
    case '!=':
      return typeof left === typeof right ? left !== right : undefined
    case '<':
    case '<=':
    case '>':
    case '>=':
      return typeof left === 'number' && typeof right === 'number' ? order(operator, left, right) : undefined
  }
}

function order(operator: '<' | '<=' | '>' | '>=', left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}
