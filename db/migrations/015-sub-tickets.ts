import { sql, type Kysely } from 'kysely'

/** Tickets that a flow has opened for another ticket; and who chose which flow for a board. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // key: which opening of the parent's flow it is (FlowState.subTickets). depth counts the tickets above it.
  // told_at: when the parent's flow learnt that it was closed.
  `create table sub_ticket (
    ticket_id uuid primary key references ticket,
    board_id uuid not null references board,
    parent_id uuid not null references ticket,
    key text not null,
    depth int not null,
    told_at timestamptz,
    claimed_until timestamptz,
    unique (parent_id, key)
  )`,
  `create index sub_ticket_untold on sub_ticket (board_id) where told_at is null`,

  // flow_id null: the standard process.
  `create table board_flow_change (
    id bigint generated always as identity primary key,
    board_id uuid not null references board,
    flow_id uuid references flow,
    changed_by jsonb not null,
    changed_at timestamptz not null
  )`,
]
