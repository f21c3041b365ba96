import { sql, type Kysely } from 'kysely'

/** A ticket may refuse to be told what came of its webhook; that is kept, and it is told again later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // refused: the name of the rejection with which the ticket answered last.
  `alter table webhook_delivery add column refused text`,
  `create index webhook_delivery_refused on webhook_delivery (ended_at) where refused is not null`,
]
