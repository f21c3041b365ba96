import { calendarSchema, type WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Sql, Transaction } from './client.ts'

/** The calendars that there are, by their ids: what `createDeadline` counts by. */
export async function findCalendars(tx: Sql | Transaction): Promise<ReadonlyMap<string, WorkingCalendar>> {
  const rows = await tx<{ id: string; body: unknown }[]>`select id, body from calendar`
  return new Map(rows.map(({ id, body }) => [id, calendarSchema.parse(body)]))
}
