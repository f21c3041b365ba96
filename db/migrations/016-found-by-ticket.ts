import { sql, type Kysely } from 'kysely'

/** What is asked after every commit of a busy board is found without reading whole histories. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Who has held a ticket: automatic dispatch and suggestions ask it of all that wait.
  `create index assignment_of_ticket on assignment (ticket_id)`,
  // Where a drawn flow leaves tickets to automatic dispatch.
  `create index timer_waiting on timer (board_id) where kind = 'wait'`,
  // How many messages the group's robot was given within the last minute.
  `create index message_chat on message (claimed_until) where channel = 'chat'`,
]
