import type { ActorRef } from '#domain/actor.ts'
import { calendarSchema, type WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'
import { writeUnlessTaken } from './unique-name.ts'

/** The calendars that there are, by their ids: what `createDeadline` counts by. */
export async function findCalendars(tx: Sql | Transaction): Promise<ReadonlyMap<string, WorkingCalendar>> {
  const rows = await tx<{ id: string; body: unknown }[]>`select id, body from calendar`
  return new Map(rows.map(({ id, body }) => [id, calendarSchema.parse(body)]))
}

export type CalendarSummary = {
  id: string
  name: string
  body: WorkingCalendar
  changedAt: Instant
  changedBy: ActorRef | null
}

/** By name, with everything that is said of each. */
export async function findCalendarList(sql: Sql): Promise<CalendarSummary[]> {
  return sql<CalendarSummary[]>`
    select id, name, body, changed_at as "changedAt", changed_by as "changedBy" from calendar order by lower(name)`
}

/** Until the end of the transaction none of them is deleted. */
export async function holdCalendars(tx: Transaction): Promise<void> {
  await tx`select from calendar for key share`
}

export async function findCalendarIds(tx: Sql | Transaction): Promise<ReadonlySet<string>> {
  const rows = await tx<{ id: string }[]>`select id from calendar`
  return new Set(rows.map(({ id }) => id))
}

export type CalendarUse = { calendarId: string; flowId: string; flow: string; number: number }

/** The published versions whose limits are counted by a calendar, the newest of each flow first. */
export async function findCalendarUses(sql: Sql | Transaction): Promise<CalendarUse[]> {
  return sql<CalendarUse[]>`
    select distinct used.id as "calendarId", v.flow_id as "flowId", f.name as flow, v.number
    from flow_version v join flow f on f.id = v.flow_id
    cross join lateral jsonb_each(v.compiled -> 'nodes') as node
    cross join lateral (values
      (node.value -> 'config' ->> 'limitCalendar'), (node.value -> 'config' ->> 'calendar')) as used (id)
    join calendar c on c.id::text = used.id
    order by f.name, v.number desc`
}

/** False when there is no such calendar. Held against being deleted and published with at the same time. */
export async function lockCalendar(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx`select id from calendar where id = ${id} for update`
  return rows.length > 0
}

type SavedCalendar = { id: string; name: string; body: WorkingCalendar; by: ActorRef; at: Instant }

/** Makes a calendar, or gives it another name and other hours. False when another one has the name. */
export const saveCalendar = (tx: Transaction, { id, name, body, by, at }: SavedCalendar): Promise<boolean> =>
  writeUnlessTaken(
    tx,
    'calendar_name',
    (part) => part`
      insert into calendar (id, name, body, changed_by, changed_at)
      values (${id}, ${name}, ${tx.json(body)}, ${tx.json(by)}, ${at})
      on conflict (id) do update set name = excluded.name, body = excluded.body, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`,
  )

export async function deleteCalendar(tx: Transaction, id: string): Promise<void> {
  await tx`delete from calendar where id = ${id}`
}
