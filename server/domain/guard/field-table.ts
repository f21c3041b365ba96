import type { BilingualText } from '../flow/flow.ts'

/** A moment is an `Instant`, a duration is counted in milliseconds. */
export type GuardType = 'number' | 'text' | 'boolean' | 'duration' | 'moment' | 'numbers' | 'texts'

export type GuardValue = number | string | boolean | readonly number[] | readonly string[]

/** What is known when a guard is asked. What is not there, or of another type than declared, is missing. */
export type GuardFacts = Readonly<Record<string, GuardValue | null | undefined>>

/** One field of which a guard may speak. */
export type GuardField = {
  type: GuardType
  name: BilingualText
  /** Never missing. A list may still have nothing in it. */
  always: boolean
  /** The values that there are; without it any. */
  options?: readonly { value: string | number; name: BilingualText }[]
  /** Bounds of a number, both included. */
  least?: number
  most?: number
  /** Whole numbers only. */
  whole?: boolean
}

/** What guards may speak of, by the name used in their text. */
export type FieldTable = ReadonlyMap<string, GuardField>

export const isList = (type: GuardType): type is 'numbers' | 'texts' => type === 'numbers' || type === 'texts'
