import { strength } from './parse.ts'
import type { Expression } from './syntax.ts'

/** Writes a guard as text, with no more brackets than it needs: `parseGuard` reads the same tree again. */
export function printGuard(expression: Expression): string {
  return print(expression, 0)
}

/** `least`: what holds no more strongly than this gets brackets. */
function print(part: Expression, least: number): string {
  switch (part.kind) {
    case 'number':
      return String(part.value)
    case 'duration':
      return `${part.amount}${part.unit}`
    case 'text':
      return quote(part.value)
    case 'boolean':
      return String(part.value)
    case 'list':
      return `[${part.items.map((item) => (item.kind === 'text' ? quote(item.value) : String(item.value))).join(', ')}]`
    case 'field':
      return part.name
    case 'negate':
      return bracket(`-${print(part.operand, strength.negate)}`, strength.negate, least)
    case 'not':
      return bracket(`not ${print(part.operand, strength.not)}`, strength.not, least)
    case 'arithmetic': {
      const own = part.operator === '*' ? strength.multiply : strength.add
      return bracket(`${print(part.left, own - 1)} ${part.operator} ${print(part.right, own)}`, own, least)
    }
    case 'compare': {
      const sides = `${print(part.left, strength.compare)} ${part.operator} ${print(part.right, strength.compare)}`
      return bracket(sides, strength.compare, least)
    }
    case 'empty': {
      const asked = part.negated ? 'is not empty' : 'is empty'
      return bracket(`${print(part.operand, strength.compare)} ${asked}`, strength.compare, least)
    }
    case 'logic': {
      const own = strength[part.operator]
      return bracket(`${print(part.left, own - 1)} ${part.operator} ${print(part.right, own)}`, own, least)
    }
  }
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const bracket = (text: string, own: number, least: number): string => (own <= least ? `(${text})` : text)
