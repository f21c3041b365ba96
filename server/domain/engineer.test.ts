import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOnShift, shiftMoment, type Shift } from './engineer.ts'
import { hours, type LocalTime } from './instant.ts'

const at = (isoWeekday: LocalTime['isoWeekday'], hour: number, minute = 0): LocalTime => ({
  isoWeekday,
  minuteOfDay: hour * 60 + minute,
  date: '2025-11-21',
})
const shift = (isoWeekdays: Shift['isoWeekdays'], fromHour: number, toHour: number): Shift => ({
  isoWeekdays,
  fromMinute: fromHour * 60,
  toMinute: toHour * 60,
})

describe('a shift by day', () => {
  const office = shift([1, 2, 3, 4, 5], 8, 17)
  it.each([
    ['before it begins', at(1, 7, 59), false],
    ['in its first minute', at(1, 8), true],
    ['in its last minute', at(5, 16, 59), true],
    ['when it ends', at(5, 17), false],
    ['on a day off', at(6, 10), false],
  ])('%s', (_when, moment, expected) => {
    expect(isOnShift(office, moment)).toBe(expected)
  })
})

describe('a shift over midnight', () => {
  const night = shift([5, 7], 22, 6)
  it.each([
    ['on Friday evening', at(5, 22), true],
    ['in the small hours of Saturday, which belong to Friday', at(6, 5, 59), true],
    ['on Saturday morning, when it has ended', at(6, 6), false],
    ['on Saturday evening, which nobody works', at(6, 23), false],
    ['in the small hours of Sunday, which belong to Saturday', at(7, 3), false],
    ['on Sunday evening', at(7, 23, 59), true],
    ['in the small hours of Monday, which belong to Sunday', at(1, 0), true],
    ['in the small hours of Friday, which belong to Thursday', at(5, 3), false],
    ['in between', at(5, 12), false],
  ])('%s', (_when, moment, expected) => {
    expect(isOnShift(night, moment)).toBe(expected)
  })

  it('lasts a whole day when it ends as it begins', () => {
    const wholeDay = shift([3], 8, 8)
    expect(isOnShift(wholeDay, at(3, 8))).toBe(true)
    expect(isOnShift(wholeDay, at(4, 7, 59))).toBe(true)
    expect(isOnShift(wholeDay, at(4, 8))).toBe(false)
    expect(isOnShift(wholeDay, at(3, 7, 59))).toBe(false)
  })
})

it('any shift lasts as many minutes of the week as its days times its length', () => {
  const days = [1, 2, 3, 4, 5, 6, 7] as const
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(fc.subarray([...days]), minute, minute, (isoWeekdays, fromMinute, toMinute) => {
      const length = toMinute > fromMinute ? toMinute - fromMinute : toMinute - fromMinute + 1440
      const minutesOnShift = days
        .flatMap((isoWeekday) =>
          Array.from({ length: 1440 }, (_, minuteOfDay) => ({ isoWeekday, minuteOfDay, date: '' })),
        )
        .filter((moment) => isOnShift({ isoWeekdays, fromMinute, toMinute }, moment)).length
      expect(minutesOnShift).toBe(isoWeekdays.length * length)
    }),
    { numRuns: 20 },
  )
})

describe('the moment at which a shift matters', () => {
  const now = Date.parse('2025-11-21T15:30:00Z')

  it('is now, on the clocks of the board', () => {
    expect(shiftMoment(now, null, 'Asia/Shanghai')).toMatchObject({
      isoWeekday: 5,
      minuteOfDay: 23 * 60 + 30,
    })
    expect(shiftMoment(now, null, 'America/New_York')).toMatchObject({ isoWeekday: 5, minuteOfDay: 630 })
  })

  it('is the start of the agreed window when that is later', () => {
    expect(shiftMoment(now, now + hours(1), 'Asia/Shanghai')).toMatchObject({
      isoWeekday: 6,
      minuteOfDay: 30,
    })
    expect(shiftMoment(now, now - hours(9), 'Asia/Shanghai')).toMatchObject({ minuteOfDay: 23 * 60 + 30 })
  })
})
