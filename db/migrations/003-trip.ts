import { sql, type Kysely } from 'kysely'

/** How long engineers really take from where they set out to the door: what travel times are estimated from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // One line per drive. Where it ends is known on arrival: the place of a ticket may be corrected on the way.
  `create table trip (
    id bigint generated always as identity primary key,
    ticket_id uuid not null references ticket,
    engineer_id uuid not null references engineer,
    from_lng double precision not null,
    from_lat double precision not null,
    departed_at timestamptz not null,
    to_lng double precision,
    to_lat double precision,
    arrived_at timestamptz,
    check ((arrived_at is null) = (to_lng is null) and (arrived_at is null) = (to_lat is null))
  )`,
  `create unique index trip_under_way on trip (ticket_id) where arrived_at is null`,
  `create index trip_arrived on trip (arrived_at) where arrived_at is not null`,
]
