import { sql, type Kysely } from 'kysely'

/** Tickets run on published versions of the flow that their board has chosen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // What new tickets of the board run on, in its newest version. Null: the standard process that needs no drawing.
  `alter table board add column flow_id uuid references flow`,

  // state is where the ticket stands (FlowState), form what was filled in on the way, by field.
  // A ticket that runs on the standard process has no row.
  `create table ticket_flow (
    ticket_id uuid primary key references ticket,
    board_id uuid not null references board,
    flow_id uuid not null,
    flow_number int not null,
    status text not null check (status in ('running', 'finished', 'cancelled')),
    state jsonb not null,
    form jsonb not null default '{}',
    foreign key (flow_id, flow_number) references flow_version
  )`,
  `create index ticket_flow_running on ticket_flow (flow_id, flow_number) where status = 'running'`,

  // Each stay of a token on a node, written when it leaves: what durations are counted from.
  `create table node_stay (
    id bigint generated always as identity primary key,
    ticket_id uuid not null references ticket,
    flow_id uuid not null references flow,
    flow_number int not null,
    node_id text not null,
    token_id text not null,
    exit text,
    entered_at timestamptz not null,
    left_at timestamptz not null,
    was_late boolean not null
  )`,
  `create index node_stay_of_flow on node_stay (flow_id, node_id, left_at)`,

  // What has to happen to a running ticket at a time. The row goes in the transaction in which it happens.
  // claimed_until: a node is at it; another one tries again afterwards.
  `create table timer (
    id uuid primary key default gen_random_uuid(),
    board_id uuid not null references board,
    ticket_id uuid not null references ticket,
    token_id text not null,
    step int not null,
    kind text not null check (kind in ('warning', 'breach', 'wait')),
    due_at timestamptz not null,
    claimed_until timestamptz,
    unique (ticket_id, token_id, step, kind)
  )`,
  `create index timer_due on timer (due_at)`,
]
