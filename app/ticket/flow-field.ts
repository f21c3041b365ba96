import type { GuardType, GuardValue } from '#domain/guard/field-table.ts'
import { readLocalMoment } from '#domain/local-moment.ts'
import { toLocalInput } from './local-input.ts'

/** What stands in the control of a field: its text, or the entries of a list. */
export type FieldDraft = string | readonly string[]

export const isList = (type: GuardType): boolean => type === 'texts' || type === 'numbers'

/** What is there, as it can be changed; a moment on the clocks of the board. */
export function toDraft(type: GuardType, value: GuardValue | null, timeZone: string): FieldDraft {
  if (isList(type)) return Array.isArray(value) ? value.map(String) : []
  if (value === null) return ''
  return type === 'moment' && typeof value === 'number' ? toLocalInput(value, timeZone) : String(value)
}

/** What was typed, as the field's type; nothing typed empties the field. What is no number or moment stays text, and is refused. */
export function readDraft(
  type: GuardType,
  draft: FieldDraft,
  timeZone: string,
): string | number | boolean | string[] | number[] | null {
  if (typeof draft !== 'string') {
    const entries = draft.map((entry) => entry.trim()).filter((entry) => entry !== '')
    if (entries.length === 0) return null
    return type === 'numbers' ? entries.map(Number) : entries
  }
  const text = draft.trim()
  if (text === '') return null
  switch (type) {
    case 'number':
    case 'duration':
      return Number.isNaN(Number(text)) ? text : Number(text)
    case 'moment':
      return readLocalMoment(text, timeZone) ?? text
    case 'boolean':
      return text === 'true'
    case 'texts':
    case 'numbers':
    case 'text':
      return text
  }
}

/** An address that somebody can follow; anything else in a list is only text. */
export const isLink = (text: string): boolean => /^https?:\/\/\S+$/.test(text)
