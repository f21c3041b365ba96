import { sql, type Kysely } from 'kysely'

/** A migration is watched, stopped and ordered for some versions alone; a ticket that breaks does not hold up the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // from_numbers: only tickets that run on one of these versions; null: on any other.
  // stopped_by: who ended it before all tickets were done.
  `alter table flow_migration add column from_numbers int[], add column stopped_by jsonb`,
  `alter table flow_migration_ticket drop constraint flow_migration_ticket_outcome_check,
    add constraint flow_migration_ticket_outcome_check
      check (outcome in ('moved', 'kept', 'stays', 'failed', 'over'))`,
]
