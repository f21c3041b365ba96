/** A moment: milliseconds since 1970-01-01T00:00Z. Pure code gets it as an argument and never reads a clock. */
export type Instant = number

export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000

export type LocalTime = { isoWeekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; minuteOfDay: number; date: string }

const weekdays: Record<string, LocalTime['isoWeekday']> = {
  Mon: 1,
  Tue: 2,
  Wed: 3,
  Thu: 4,
  Fri: 5,
  Sat: 6,
  Sun: 7,
}

// Making a formatter costs about 50 µs, using one about 1 µs; a board has one time zone.
const formatters = new Map<string, Intl.DateTimeFormat>()

// A ranking asks for the same moment once per engineer, and then the command for nearly the same. No zone's clocks have stood
// between two whole minutes of UTC since 1972.
let last: { minute: number; timeZone: string; localTime: LocalTime } | undefined

/** Weekday, minute of the day and date (YYYY-MM-DD) of a moment on the clocks of an IANA time zone. */
export function localTime(instant: Instant, timeZone: string): LocalTime {
  const minute = Math.floor(instant / minutes(1))
  if (last?.minute !== minute || last.timeZone !== timeZone)
    last = { minute, timeZone, localTime: readClock(instant, timeZone) }
  return last.localTime
}

function readClock(instant: Instant, timeZone: string): LocalTime {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  const part: Record<string, string> = {}
  for (const { type, value } of formatter.formatToParts(instant)) part[type] = value
  return {
    isoWeekday: weekdays[part['weekday'] ?? ''] ?? 1,
    minuteOfDay: Number(part['hour']) * 60 + Number(part['minute']),
    date: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`,
  }
}
