import type { GuardType, GuardValue } from '#domain/guard/field-table.ts'
import { readLocalMoment } from '#domain/local-moment.ts'
import { toLocalInput } from './local-input.ts'

/** What stands in the box of a field; lists are written with commas, a moment on the clocks of the board. */
export function fieldText(type: GuardType, value: GuardValue | null, timeZone: string): string {
  if (value === null) return ''
  if (type === 'moment' && typeof value === 'number') return toLocalInput(value, timeZone)
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** What was typed, as the field's type; an empty box empties the field. What is no number or moment stays text, and is refused. */
export function readField(
  type: GuardType,
  typed: string,
  timeZone: string,
): string | number | boolean | string[] | number[] | null {
  const text = typed.trim()
  if (text === '') return null
  const parts = text
    .split(/[,，、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  switch (type) {
    case 'number':
    case 'duration':
      return Number.isNaN(Number(text)) ? text : Number(text)
    case 'moment':
      return readLocalMoment(text, timeZone) ?? text
    case 'boolean':
      return text === 'true'
    case 'texts':
      return parts
    case 'numbers':
      return parts.map(Number)
    case 'text':
      return text
  }
}
