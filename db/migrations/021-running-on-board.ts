import { sql, type Kysely } from 'kysely'

/** Automatic dispatch asks after every commit on which versions the tickets of a board run. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index ticket_flow_on_board on ticket_flow (board_id, flow_id, flow_number) where status = 'running'`,
    )
    .execute(db)
}
