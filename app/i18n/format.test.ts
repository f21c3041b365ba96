import { describe, expect, it } from 'vitest'
import {
  formatAge,
  formatCountdown,
  formatDistance,
  formatMinuteOfDay,
  formatMinutes,
  formatTime,
} from './format.ts'

const now = Date.UTC(2025, 10, 21, 6, 3, 10)
const minutes = (count: number) => count * 60_000
const hours = (count: number) => minutes(count * 60)

describe('formatCountdown', () => {
  it.each([
    [minutes(26), '0:26'],
    [minutes(26) + 59_000, '0:26'],
    [59_000, '0:00'],
    [0, '0:00'],
    [-minutes(42), '+0:42'],
    [hours(5) + minutes(10), '5:10'],
    [-hours(11), '+11:00'],
    [hours(24) - 1, '23:59'],
  ])('shows hours and minutes below a day (%i ms left)', (left, text) => {
    expect(formatCountdown('zh-CN', now + left, now)).toBe(text)
    expect(formatCountdown('en', now + left, now)).toBe(text)
  })

  it('shows days and hours from a day on', () => {
    expect(formatCountdown('zh-CN', now + hours(76) + minutes(30), now)).toBe('3天4时')
    expect(formatCountdown('en', now + hours(76) + minutes(30), now)).toBe('3d 4h')
    expect(formatCountdown('en', now - hours(24), now)).toBe('+1d 0h')
    expect(formatCountdown('zh-CN', now - hours(24 * 400), now)).toBe('+400天')
  })
})

describe('formatAge', () => {
  it.each([
    [10_000, '刚刚', 'just now'],
    [minutes(42), '42 分前', '42 min ago'],
    [hours(3), '3 时前', '3 h ago'],
    [hours(49), '2 天前', '2 d ago'],
  ])('tells how long ago (%i ms)', (age, chinese, english) => {
    expect(formatAge('zh-CN', now - age, now)).toBe(chinese)
    expect(formatAge('en', now - age, now)).toBe(english)
  })

  it('takes a moment in the future for now: the clocks of two machines are never quite the same', () => {
    expect(formatAge('en', now + 2000, now)).toBe('just now')
  })
})

describe('formatDistance', () => {
  it.each([
    [0, '0 m'],
    [847, '850 m'],
    [994, '990 m'],
    [996, '1.0 km'],
    [4120, '4.1 km'],
    [99_940, '99.9 km'],
    [99_960, '100 km'],
    [1_213_000, '1213 km'],
  ])('%f m is %s', (meters, text) => {
    expect(formatDistance('en', meters)).toBe(text)
  })

  it('speaks Chinese', () => {
    expect(formatDistance('zh-CN', 847)).toBe('850 米')
    expect(formatDistance('zh-CN', 4120)).toBe('4.1 公里')
  })
})

describe('formatMinutes', () => {
  it('rounds, and never says zero', () => {
    expect(formatMinutes('zh-CN', 11.6)).toBe('12 分')
    expect(formatMinutes('en', 0.2)).toBe('1 min')
  })
})

describe('formatTime', () => {
  it('uses the zone of the board, not the one of the machine', () => {
    expect(formatTime('zh-CN', now, 'Asia/Shanghai')).toBe('14:03')
    expect(formatTime('en', now, 'America/New_York')).toBe('01:03')
    expect(formatTime('en', now, 'Asia/Shanghai', 'time-with-seconds')).toBe('14:03:10')
  })

  it('writes midnight as 00', () => {
    expect(formatTime('en', Date.UTC(2025, 10, 20, 16, 5), 'Asia/Shanghai')).toBe('00:05')
  })

  it('names the day for the exact time', () => {
    expect(formatTime('zh-CN', now, 'Asia/Shanghai', 'date-time')).toContain('11月21日')
    expect(formatTime('en', now, 'Asia/Shanghai', 'date-time')).toContain('Nov 21')
  })
})

it('formatMinuteOfDay writes minutes as a clock', () => {
  expect(formatMinuteOfDay(510)).toBe('08:30')
  expect(formatMinuteOfDay(1440)).toBe('24:00')
})
