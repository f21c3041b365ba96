import { sql, type Kysely } from 'kysely'

/** Who has how many steps is asked whenever a team is given one: the tickets on which somebody has a step are found by who. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index ticket_flow_handlers on ticket_flow
        using gin (jsonb_path_query_array(state, '$.tokens[*].handlerId')) where status = 'running'`,
    )
    .execute(db)
}
