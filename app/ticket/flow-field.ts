import type { GuardType, GuardValue } from '#domain/guard/field-table.ts'

/** What stands in the box of a field; lists are written with commas. */
export function fieldText(value: GuardValue | null): string {
  if (value === null) return ''
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** What was typed, as the field's type; an empty box empties the field. What is no number stays text, and is refused. */
export function readField(
  type: GuardType,
  typed: string,
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
    case 'moment': {
      const moment = Date.parse(text)
      return Number.isNaN(moment) ? text : moment
    }
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
