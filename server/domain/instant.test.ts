import { describe, expect, it } from 'vitest'
import { hours, localTime, minutes } from './instant.ts'

describe('localTime', () => {
  it.each([
    ['Asia/Shanghai', '2025-11-21T15:59:59Z', 5, 23 * 60 + 59, '2025-11-21'],
    ['Asia/Shanghai', '2025-11-21T16:00:00Z', 6, 0, '2025-11-22'],
    ['UTC', '2025-11-23T00:00:00Z', 7, 0, '2025-11-23'],
    ['America/New_York', '2025-11-24T04:59:00Z', 7, 23 * 60 + 59, '2025-11-23'],
    ['Asia/Kolkata', '2025-12-31T18:30:00Z', 4, 0, '2026-01-01'],
    ['Pacific/Kiritimati', '2025-11-21T12:00:00Z', 6, 2 * 60, '2025-11-22'],
  ])('in %s at %s', (timeZone, moment, isoWeekday, minuteOfDay, date) => {
    expect(localTime(Date.parse(moment), timeZone)).toEqual({ isoWeekday, minuteOfDay, date })
  })

  it('jumps with the clocks of the zone', () => {
    const before = localTime(Date.parse('2025-03-09T06:59:00Z'), 'America/New_York')
    const after = localTime(Date.parse('2025-03-09T07:00:00Z'), 'America/New_York')
    expect([before.minuteOfDay, after.minuteOfDay]).toEqual([60 + 59, 3 * 60])
  })
})

it('counts minutes and hours in milliseconds', () => {
  expect([minutes(1.5), hours(2)]).toEqual([90_000, 7_200_000])
})
