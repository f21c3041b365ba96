import { minutes, type Instant } from '../instant.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { workingMinutesLater } from './working-time.ts'

/**
 * How running flows count their limits: `always` and null are day and night. So is a calendar that is not there any more,
 * which publishing and deleting see to that it does not happen; a limit that comes early harms less than none.
 */
export const createDeadline =
  (calendars: ReadonlyMap<string, WorkingCalendar>) =>
  (calendarId: string | null, from: Instant, count: number): Instant => {
    const calendar = calendarId === null ? undefined : calendars.get(calendarId)
    return calendar ? workingMinutesLater(calendar, from, count) : from + minutes(count)
  }
