import { hours, minutes, type Instant } from '../instant.ts'
import { zoneOffsetMs } from '../zone-offset.ts'
import type { WorkingCalendar, WorkingHours } from './working-calendar.ts'

const dayMs = hours(24)

/**
 * The moment by which so many minutes have been worked since `from`; with none, `from`. A minute is worked when the clocks
 * of the zone show it within the hours of their date: what the clocks skip is never worked, what they show twice is worked
 * twice.
 *
 * @throws RangeError for a calendar by which nobody ever works; `calendarSchema` lets none in.
 */
export function workingMinutesLater(calendar: WorkingCalendar, from: Instant, count: number): Instant {
  let leftMs = minutes(count)
  if (leftMs <= 0) return from
  const weeks = plainWeeks(calendar)
  if (weeks.workedMs === 0) throw new RangeError('by this calendar nobody ever works')
  const firstDay = dayOf(from, calendar.timeZone)
  // The day before as well: where clocks are set back at midnight, its last hour comes a second time.
  for (let day = firstDay - 1; ; day += 1) {
    while (day > firstDay && weeks.workedMs < leftMs && weeks.beginOn(day)) {
      leftMs -= weeks.workedMs
      day += weeks.days
    }
    for (const span of workOf(calendar, day)) {
      const start = Math.max(span.start, from)
      const workedMs = Math.max(0, span.end - start)
      if (workedMs >= leftMs) return start + leftMs
      leftMs -= workedMs
    }
  }
}

/** How many minutes are worked from one moment to the other; none when the other is earlier. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const weeks = plainWeeks(calendar)
  const firstDay = dayOf(from, calendar.timeZone)
  const lastDay = dayOf(to, calendar.timeZone)
  let workedMs = 0
  for (let day = firstDay - 1; day <= lastDay + 1; day += 1) {
    while (day > firstDay && day + weeks.days < lastDay && weeks.beginOn(day)) {
      workedMs += weeks.workedMs
      day += weeks.days
    }
    for (const { start, end } of workOf(calendar, day))
      workedMs += Math.max(0, Math.min(end, to) - Math.max(start, from))
  }
  return workedMs / minutes(1)
}

type Span = { start: Instant; end: Instant }

/** A date as the number of days since 1970-01-01. */
const dayOf = (at: Instant, timeZone: string): number => Math.floor((at + zoneOffsetMs(at, timeZone)) / dayMs)

const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** 1970-01-01 was a Thursday. */
const hoursOf = ({ week, days }: WorkingCalendar, day: number): readonly WorkingHours[] =>
  days[dateOf(day)]?.hours ?? week[(day + 3) % 7] ?? []

const workOf = (calendar: WorkingCalendar, day: number): readonly Span[] =>
  hoursOf(calendar, day).length === 0
    ? []
    : stretchesOf(calendar.timeZone, day, day + 1).flatMap(({ start, end, offsetMs }) =>
        hoursOf(calendar, day)
          .map(({ fromMinute, toMinute }) => ({
            start: Math.max(start, day * dayMs + minutes(fromMinute) - offsetMs),
            end: Math.min(end, day * dayMs + minutes(toMinute) - offsetMs),
          }))
          .filter((span) => span.start < span.end),
      )

/**
 * The days from one to before the other in real time, in stretches between which the clocks are changed. In so short a time
 * they are changed once at most: no zone has changed them twice within three weeks.
 */
function stretchesOf(
  timeZone: string,
  day: number,
  endDay: number,
): readonly (Span & { offsetMs: number })[] {
  const [wallStart, wallEnd] = [day * dayMs, endDay * dayMs]
  // Clocks go from 12 hours behind UTC to 14 ahead of it.
  let before = wallStart - hours(15)
  let after = wallEnd + hours(13)
  const [first, last] = [zoneOffsetMs(before, timeZone), zoneOffsetMs(after, timeZone)]
  if (first === last) return [{ start: wallStart - first, end: wallEnd - first, offsetMs: first }]
  while (after - before > minutes(1)) {
    const middle = before + Math.floor((after - before) / minutes(2)) * minutes(1)
    if (zoneOffsetMs(middle, timeZone) === first) before = middle
    else after = middle
  }
  return [
    { start: wallStart - first, end: Math.min(after, wallEnd - first), offsetMs: first },
    { start: Math.max(after, wallStart - last), end: wallEnd - last, offsetMs: last },
  ].filter(({ start, end }) => start < end)
}

/** Weeks in which nothing is special are counted whole: a limit of a year is then no thousand days. */
function plainWeeks(calendar: WorkingCalendar) {
  const days = 14
  const special = Object.keys(calendar.days).map((date) => Date.parse(`${date}T00:00:00Z`) / dayMs)
  const worked = calendar.week.flat().map(({ fromMinute, toMinute }) => toMinute - fromMinute)
  return {
    days,
    workedMs: minutes(2 * worked.reduce((sum, count) => sum + count, 0)),
    /** Whether the fortnight that begins on this day is one of them. */
    beginOn: (day: number): boolean =>
      !special.some((one) => one >= day && one < day + days) &&
      stretchesOf(calendar.timeZone, day, day + days).length === 1,
  }
}
