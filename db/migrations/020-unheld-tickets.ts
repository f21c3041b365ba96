import { sql, type Kysely } from 'kysely'

/** Automatic dispatch asks after every commit who waits on its nodes; the many who wait elsewhere are not looked at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index ticket_unheld on ticket (board_id, node_id) where assignee_id is null and stage <> 'closed'`,
    )
    .execute(db)
}
