import { sql, type Kysely } from 'kysely'

/** What a running flow sends out, written in the transaction of the step that sends it: messages, and calls of other systems. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // What guards know as customer.tier.
  `alter table customer add column tier text check (tier <> '')`,

  // recipient is what the flow says, target_id the person or engineer it came to when that is one. A message that could not
  // go its way keeps the reason; who can be reached in the application has it there all the same.
  `create table message (
    id uuid primary key default gen_random_uuid(),
    board_id uuid not null references board,
    ticket_id uuid not null references ticket,
    node_id text not null,
    recipient jsonb not null,
    target_id uuid,
    channel text not null check (channel in ('app', 'sms', 'email', 'chat', 'phone')),
    text jsonb not null,
    created_at timestamptz not null,
    state text not null check (state in ('waiting', 'sent', 'not-sent')),
    reason text check (reason in ('no-channel', 'no-address', 'nobody', 'refused')),
    error text,
    attempts int not null default 0,
    next_at timestamptz,
    claimed_until timestamptz,
    ended_at timestamptz,
    check ((state = 'waiting') = (next_at is not null)),
    check ((state = 'not-sent') = (reason is not null))
  )`,
  `create index message_due on message (next_at) where state = 'waiting'`,
  `create index message_not_sent on message (ended_at) where state = 'not-sent'`,

  // Who has it in the application.
  `create table message_reader (
    message_id uuid not null references message on delete cascade,
    person_id uuid not null references person,
    created_at timestamptz not null,
    read_at timestamptz,
    primary key (message_id, person_id)
  )`,
  `create index message_reader_newest on message_reader (person_id, created_at)`,
  `create index message_reader_unread on message_reader (person_id) where read_at is null`,

  // body is what is sent, byte for byte the same with every attempt. told_at: the ticket has been told what came of it.
  `create table webhook_delivery (
    id uuid primary key,
    board_id uuid not null references board,
    ticket_id uuid not null references ticket,
    token_id text not null,
    step int not null,
    node_id text not null,
    url text not null,
    body text not null,
    retries int not null check (retries >= 0),
    attempts int not null default 0,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    next_at timestamptz not null,
    claimed_until timestamptz,
    last_error jsonb,
    created_at timestamptz not null,
    ended_at timestamptz,
    told_at timestamptz,
    check ((state = 'waiting') = (ended_at is null))
  )`,
  `create index webhook_delivery_due on webhook_delivery (next_at) where told_at is null`,
  `create index webhook_delivery_failed on webhook_delivery (ended_at) where state = 'failed'`,

  // What webhooks are signed with: the newest, and beside it the one before while receivers change over.
  `create table webhook_secret (
    id uuid primary key default gen_random_uuid(),
    secret text not null,
    created_at timestamptz not null,
    replaced_at timestamptz
  )`,
  `create unique index webhook_secret_in_force on webhook_secret ((true)) where replaced_at is null`,
]
