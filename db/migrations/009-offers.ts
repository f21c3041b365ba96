import { sql, type Kysely } from 'kysely'

/** How much the engine may hand to one engineer, and work that engineers are asked to take instead of being given it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table board_dispatch
    add column hand_out text not null default 'assignment' check (hand_out in ('assignment', 'offer', 'pool')),
    add column offer_seconds int not null default 60 check (offer_seconds between 15 and 900),
    add column hourly_limit int not null default 30 check (hourly_limit between 1 and 1000)`,
  // Null in lines from before, and in those about policies.
  `alter table board_dispatch_change add column hand_out text, add column offer_seconds int`,
  // By whom it was given to whom and when: the engine counts its own of the last hour.
  `create index assignment_by_engine on assignment (engineer_id, assigned_at) where assigned_by ->> 'kind' = 'engine'`,
  // What is open stands with the ticket, so that one lock is enough to decide; the lines below are its history.
  `alter table ticket add column offer jsonb`,
  `create index ticket_offered on ticket (board_id) where offer is not null`,
  `create table offer (
    id uuid primary key,
    board_id uuid not null references board,
    ticket_id uuid not null references ticket,
    engineer_id uuid references engineer,
    offered_by jsonb not null,
    offered_at timestamptz not null,
    expires_at timestamptz,
    ended_at timestamptz,
    outcome text check (outcome in ('accepted', 'declined', 'expired', 'withdrawn', 'overtaken')),
    claimed_until timestamptz,
    check ((ended_at is null) = (outcome is null)),
    check ((engineer_id is null) = (expires_at is null))
  )`,
  `create unique index offer_open on offer (ticket_id) where ended_at is null`,
  `create index offer_due on offer (expires_at) where ended_at is null and expires_at is not null`,
  `create index offer_of_ticket on offer (ticket_id, offered_at)`,
  `create index offer_by_engine on offer (engineer_id, offered_at) where offered_by ->> 'kind' = 'engine'`,
]
