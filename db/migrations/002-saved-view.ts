import { sql, type Kysely } from 'kysely'

/** What a person has chosen to see of a board, under a name of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // query is the part of the board's address that says filters and order.
  `create table saved_view (
    id uuid primary key,
    board_id uuid not null references board,
    person_id uuid not null references person,
    name text not null,
    query text not null,
    layout text not null check (layout in ('split', 'board', 'map')),
    created_at timestamptz not null default now()
  )`,
  `create unique index saved_view_name on saved_view (person_id, board_id, lower(name))`,
]
