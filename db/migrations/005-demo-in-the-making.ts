import { sql, type Kysely } from 'kysely'

/** The moment for which the demo city is being made; null once it is complete. Who starts and finds one goes on with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table installation add column demo_from timestamptz`.execute(db)
}
