import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localTime, minutes } from '../instant.ts'
import { createDeadline } from './deadline.ts'
import { calendarSchema, type WorkingCalendar } from './working-calendar.ts'
import { workingMinutesBetween, workingMinutesLater } from './working-time.ts'

const at = (text: string) => Date.parse(text)
const spans = (...pairs: [number, number][]) =>
  pairs.map(([from, to]) => ({ fromMinute: from * 60, toMinute: to * 60 }))
const office = spans([9, 12], [13, 18])
const week = [office, office, office, office, office, [], []]
const shanghai: WorkingCalendar = { timeZone: 'Asia/Shanghai', week, days: {} }

describe('working hours', () => {
  it('[M2] eight hours from Friday afternoon end on Monday afternoon', () => {
    // 2026-11-20 is a Friday: two hours are left, then Monday from nine, with an hour at noon.
    expect(workingMinutesLater(shanghai, at('2026-11-20T16:00:00+08:00'), 480)).toBe(
      at('2026-11-23T16:00:00+08:00'),
    )
  })

  it('[M2] a limit that is used up when work ends, ends then, and not on the next morning', () => {
    expect(workingMinutesLater(shanghai, at('2026-11-20T16:00:00+08:00'), 120)).toBe(
      at('2026-11-20T18:00:00+08:00'),
    )
  })

  it('[M2] no minutes are no time, even at night', () => {
    const night = at('2026-11-21T03:00:00+08:00')
    expect(workingMinutesLater(shanghai, night, 0)).toBe(night)
    expect(workingMinutesBetween(shanghai, night, night - minutes(600))).toBe(0)
  })

  it('[M2] a holiday has no hours; a weekend that is worked has its own', () => {
    const golden: WorkingCalendar = {
      ...shanghai,
      days: {
        '2026-10-01': { name: '国庆节', hours: [] },
        '2026-10-02': { name: '国庆节', hours: [] },
        '2026-10-10': { name: '调休', hours: spans([10, 12]) },
      },
    }
    expect(workingMinutesLater(golden, at('2026-09-30T17:00:00+08:00'), 120)).toBe(
      at('2026-10-05T10:00:00+08:00'),
    )
    expect(
      workingMinutesBetween(golden, at('2026-10-10T00:00:00+08:00'), at('2026-10-11T00:00:00+08:00')),
    ).toBe(120)
  })

  it('[M2] a night shift in spring is an hour shorter, in autumn an hour longer', () => {
    const night = spans([0, 6])
    const berlin: WorkingCalendar = {
      timeZone: 'Europe/Berlin',
      week: [night, night, night, night, night, night, night],
      days: {},
    }
    const worked = (date: string) =>
      workingMinutesBetween(berlin, at(`${date}T00:00+01:00`), at(`${date}T12:00Z`))
    expect(worked('2026-03-28')).toBe(360)
    expect(worked('2026-03-29')).toBe(300)
    expect(workingMinutesBetween(berlin, at('2026-10-24T22:00Z'), at('2026-10-25T12:00Z'))).toBe(420)
  })

  it('[M2] without a calendar, by "always" and by one that is gone day and night count', () => {
    const deadline = createDeadline(new Map([['office', shanghai]]))
    const friday = at('2026-11-20T16:00:00+08:00')
    for (const id of [null, 'always', 'gone']) expect(deadline(id, friday, 480)).toBe(friday + minutes(480))
    expect(deadline('office', friday, 480)).toBe(at('2026-11-23T16:00:00+08:00'))
  })

  it('[M2] a calendar by which nobody works is no calendar', () => {
    const never = { ...shanghai, week: [[], [], [], [], [], [], []] }
    expect(calendarSchema.safeParse(never).success).toBe(false)
    expect(() => workingMinutesLater(never, 0, 1)).toThrow(RangeError)
  })

  it.each([
    ['hours that overlap', { week: [spans([9, 12], [11, 18]), [], [], [], [], [], []] }],
    ['hours that end before they begin', { week: [spans([12, 9]), [], [], [], [], [], []] }],
    ['six days', { week: week.slice(1) }],
    ['30 February', { days: { '2026-02-30': { name: '', hours: [] } } }],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }],
  ])('[M2] refuses %s', (_what, part) => {
    expect(calendarSchema.safeParse({ ...shanghai, ...part }).success).toBe(false)
  })
})

const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  // Half an hour, a quarter of one, at midnight, back at midnight, in Ramadan, and a year with a day less.
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Pacific/Apia',
]

const anyHours = fc
  .uniqueArray(fc.nat({ max: 96 }), { maxLength: 4 })
  .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))
  .map((bounds) =>
    Array.from({ length: Math.floor(bounds.length / 2) }, (_, index) => ({
      fromMinute: bounds[2 * index] ?? 0,
      toMinute: bounds[2 * index + 1] ?? 0,
    })),
  )
const firstDay = at('2010-01-01T00:00:00Z')
const anyMoment = fc.nat({ max: 20 * 366 * 24 * 60 }).map((count) => firstDay + minutes(count))
/** Within days of where clocks are changed, and of a year's end. */
const tellingMoment = fc.oneof(
  anyMoment,
  fc
    .constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2026-11-01',
      '2026-04-05',
      '2018-11-04',
      '2018-02-18',
      '2023-04-28',
      '2023-10-27',
      '2026-02-15',
      '2011-12-30',
      '2027-01-01',
    )
    .chain((date) =>
      fc.integer({ min: -4_000, max: 2_000 }).map((count) => at(`${date}T00:00:00Z`) + minutes(count)),
    ),
)

const anyCase = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    week: fc.array(anyHours, { minLength: 7, maxLength: 7 }),
    from: tellingMoment,
    special: fc.array(fc.tuple(fc.integer({ min: -3, max: 20 }), anyHours), { maxLength: 3 }),
  })
  .map(({ timeZone, week: days, from, special }) => ({
    from,
    calendar: {
      timeZone,
      week: days,
      days: Object.fromEntries(
        special.map(([later, hours]) => [
          localTime(from + minutes(later * 1_440), timeZone).date,
          { name: '', hours },
        ]),
      ),
    },
  }))
  .filter(({ calendar }) => calendarSchema.safeParse(calendar).success)

/** One minute after the other, by the clocks. */
function isWorked({ timeZone, week: days, days: special }: WorkingCalendar, minute: number): boolean {
  const { isoWeekday, minuteOfDay, date } = localTime(minute, timeZone)
  const hours = special[date]?.hours ?? days[isoWeekday - 1] ?? []
  return hours.some(({ fromMinute, toMinute }) => fromMinute <= minuteOfDay && minuteOfDay < toMinute)
}

describe('the count, minute by minute', () => {
  it('[M2] between two moments', () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 12 * 24 * 60 }), ({ calendar, from }, length) => {
        let count = 0
        for (let minute = 0; minute < length; minute += 1)
          if (isWorked(calendar, from + minutes(minute))) count += 1
        expect(workingMinutesBetween(calendar, from, from + minutes(length))).toBe(count)
      }),
      { numRuns: 40 },
    )
  })

  it('[M2] so many minutes later', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 1, max: 1_500 }), ({ calendar, from }, wanted) => {
        let minute = from
        let left = wanted
        for (const end = from + minutes(20 * 1_440); left > 0 && minute < end; minute += minutes(1))
          if (isWorked(calendar, minute)) left -= 1
        fc.pre(left === 0)
        expect(workingMinutesLater(calendar, from, wanted)).toBe(minute)
      }),
      { numRuns: 40 },
    )
  })

  it('[M2] one is the reverse of the other, over years and from within a minute', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.integer({ min: 1, max: 525_600 }),
        fc.nat({ max: 59_999 }),
        (one, wanted, ms) => {
          const from = one.from + ms
          const end = workingMinutesLater(one.calendar, from, wanted)
          expect(workingMinutesBetween(one.calendar, from, end)).toBeCloseTo(wanted, 6)
          expect(workingMinutesBetween(one.calendar, from, end - 1)).toBeLessThan(wanted)
        },
      ),
      { numRuns: 40 },
    )
  })
})
