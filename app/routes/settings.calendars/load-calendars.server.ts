import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { findCalendarList, findCalendarUses } from '#db/calendar.ts'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import { localTime, hours, type Instant } from '#domain/instant.ts'

const office = [
  { fromMinute: 540, toMinute: 720 },
  { fromMinute: 780, toMinute: 1_080 },
]

/** What a new calendar begins with: the usual week of an office, in the zone of the others. */
const firstHours = (timeZone: string): WorkingCalendar => ({
  timeZone,
  week: [office, office, office, office, office, [], []],
  days: {},
})

/** The calendars with the versions that count by them; `wanted` is the id of one, or `new`. */
export async function loadCalendars(
  { database: { sql }, now }: Pick<AppLoadContext, 'database' | 'now'>,
  wanted: string | null,
  newName: string,
) {
  const [saved, uses] = await Promise.all([findCalendarList(sql), findCalendarUses(sql)])
  const rows = saved.map(({ id, name, body, changedAt }) => ({
    ...{ id, name, body, changedAt },
    uses: uses.filter(({ calendarId }) => calendarId === id).map(({ flow, number }) => ({ flow, number })),
    isNew: false,
  }))
  const timeZone = saved[0]?.body.timeZone ?? 'Asia/Shanghai'
  const isNew = wanted === 'new'
  const fresh = {
    id: randomUUID(),
    name: newName,
    body: firstHours(timeZone),
    uses: [],
    isNew: true,
    changedAt: 0,
  }
  const calendars = isNew ? [...rows, fresh] : rows
  const chosen = isNew ? fresh : (rows.find(({ id }) => id === wanted) ?? rows[0])
  return {
    calendars,
    chosenId: chosen?.id ?? null,
    timeZones: Intl.supportedValuesOf('timeZone'),
    previewFrom: nextFriday(now(), chosen?.body.timeZone ?? timeZone),
  }
}

/** A Friday at four in the afternoon, today or within a week: where weekends begin to matter. */
function nextFriday(now: Instant, timeZone: string): string {
  let day = now
  while (localTime(day, timeZone).isoWeekday !== 5) day += hours(24)
  return `${localTime(day, timeZone).date}T16:00`
}
