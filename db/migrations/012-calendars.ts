import { sql, type Kysely } from 'kysely'

/** Working hours, by which the time limits of flows are counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // body is a WorkingCalendar.
  await sql
    .raw(
      `create table calendar (
        id uuid primary key,
        name text not null,
        body jsonb not null,
        changed_by jsonb,
        changed_at timestamptz not null
      )`,
    )
    .execute(db)
  await sql.raw(`create unique index calendar_name on calendar (lower(name))`).execute(db)
}
