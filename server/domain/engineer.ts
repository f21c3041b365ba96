import type { LngLat } from '#geo/coordinate.ts'
import { localTime, type Instant, type LocalTime } from './instant.ts'
import type { SkillLevel } from './skill.ts'

/** A weekly shift on the board's clocks. When `toMinute` is not after `fromMinute` it runs over midnight. */
export type Shift = {
  isoWeekdays: readonly LocalTime['isoWeekday'][]
  fromMinute: number
  toMinute: number
}

export type Engineer = {
  id: string
  /** Small number that stands for the engineer in position frames. */
  ref: number
  boardId: string
  name: string
  skills: readonly SkillLevel[]
  home: LngLat
  shift: Shift
  /** How many open tickets the engineer can hold. */
  capacity: number
  /** Names of the districts served; none named means everywhere. */
  districts: readonly string[]
  ratingSum: number
  ratingCount: number
}

const dayBefore = (day: LocalTime['isoWeekday']): LocalTime['isoWeekday'] =>
  day === 1 ? 7 : ((day - 1) as LocalTime['isoWeekday'])

export function isOnShift(shift: Shift, at: LocalTime): boolean {
  const { fromMinute, toMinute, isoWeekdays } = shift
  if (fromMinute < toMinute)
    return isoWeekdays.includes(at.isoWeekday) && at.minuteOfDay >= fromMinute && at.minuteOfDay < toMinute
  // Over midnight: the evening belongs to today's shift, the small hours to yesterday's.
  return (
    (at.minuteOfDay >= fromMinute && isoWeekdays.includes(at.isoWeekday)) ||
    (at.minuteOfDay < toMinute && isoWeekdays.includes(dayBefore(at.isoWeekday)))
  )
}

/** The moment at which the shift matters: now, or the start of the agreed window when that is later. */
export const shiftMoment = (now: Instant, windowFrom: Instant | null, timeZone: string): LocalTime =>
  localTime(Math.max(now, windowFrom ?? now), timeZone)
