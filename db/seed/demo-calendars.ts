import type { WorkingCalendar, WorkingHours } from '#domain/calendar/working-calendar.ts'
import type { Instant } from '#domain/instant.ts'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

const timeZone = 'Asia/Shanghai'
const day = (...hours: readonly (readonly [number, number])[]): WorkingHours[] =>
  hours.map(([from, to]) => ({ fromMinute: from * 60, toMinute: to * 60 }))
const office = day([9, 12], [13, 18])
const service = day([7, 14], [14, 22])
const off = { hours: [] }

/** Around the first of October the office is closed, and works a Saturday for it. */
const officeDays: WorkingCalendar['days'] = {
  '2026-10-01': { name: '国庆节', ...off },
  '2026-10-02': { name: '国庆节', ...off },
  '2026-10-05': { name: '国庆节', ...off },
  '2026-10-06': { name: '国庆节', ...off },
  '2026-10-07': { name: '国庆节', ...off },
  '2026-10-10': { name: '国庆调休', hours: office },
  '2027-01-01': { name: '元旦', ...off },
}

const calendars = [
  {
    id: 'd0c17a00-5a6e-4f00-8000-000000000011',
    name: '办公时间',
    body: { timeZone, week: [office, office, office, office, office, [], []], days: officeDays },
  },
  {
    id: 'd0c17a00-5a6e-4f00-8000-000000000012',
    name: '师傅早晚班',
    body: {
      timeZone,
      week: [service, service, service, service, service, day([8, 14], [14, 20]), day([9, 17])],
      days: { '2027-01-01': { name: '元旦', hours: day([9, 17]) } },
    },
  },
]

/** The office's hours and the engineers' shifts. */
export async function insertDemoCalendars(tx: Kysely<Schema>, at: Instant): Promise<void> {
  await tx
    .insertInto('calendar')
    .values(calendars.map((calendar) => ({ ...calendar, changed_by: null, changed_at: at })))
    .execute()
}
