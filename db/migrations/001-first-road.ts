import { sql, type Kysely } from 'kysely'

/** Everything from sign-in to a ticket on the map. One installation serves one organisation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table installation (
    id boolean primary key default true check (id),
    organisation text not null,
    demo boolean not null
  )`,

  // country → province → city → district
  `create table region (
    id uuid primary key,
    parent_id uuid references region,
    kind text not null check (kind in ('country', 'province', 'city', 'district')),
    code text,
    name_zh text not null,
    name_en text not null,
    polygon jsonb
  )`,

  // last_seq is the head of the board's log: raising it is the lock that puts commits in order.
  `create table board (
    id uuid primary key,
    name text not null,
    time_zone text not null,
    centre_lng double precision not null,
    centre_lat double precision not null,
    zoom double precision not null,
    last_seq bigint not null default 0,
    closed_at timestamptz,
    created_at timestamptz not null default now()
  ) with (fillfactor = 50)`,
  `create table board_region (
    board_id uuid not null references board,
    region_id uuid not null references region,
    primary key (board_id, region_id)
  )`,

  `create table person (
    id uuid primary key,
    name text not null,
    login text not null,
    password_hash text,
    role text not null check (role in ('admin', 'supervisor', 'dispatcher', 'service-desk', 'engineer')),
    demo boolean not null default false,
    active boolean not null default true,
    created_at timestamptz not null default now()
  )`,
  `create unique index person_login on person (lower(login))`,
  `create table board_member (
    board_id uuid not null references board,
    person_id uuid not null references person,
    primary key (board_id, person_id)
  )`,
  // Only the SHA-256 of a token is kept: whoever reads the table cannot sign in with it.
  `create table login_session (
    token_hash bytea primary key,
    person_id uuid not null references person,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index login_session_expires on login_session (expires_at)`,

  `create table engineer (
    id uuid primary key,
    ref integer generated always as identity unique,
    board_id uuid not null references board,
    person_id uuid references person,
    name text not null,
    skills jsonb not null,
    home_lng double precision not null,
    home_lat double precision not null,
    shift jsonb not null,
    capacity integer not null check (capacity > 0),
    rating_sum double precision not null default 0,
    rating_count integer not null default 0,
    active boolean not null default true
  )`,
  `create index engineer_board on engineer (board_id)`,
  `create table device_token (
    token_hash bytea primary key,
    engineer_id uuid not null references engineer,
    created_at timestamptz not null default now()
  )`,
  `create table last_position (
    engineer_id uuid primary key references engineer,
    lng double precision not null,
    lat double precision not null,
    heading_degrees real,
    at timestamptz not null
  ) with (fillfactor = 70)`,

  `create table customer (
    id uuid primary key,
    name text not null,
    phone text not null,
    address text not null
  )`,
  `create index customer_phone on customer (phone) where phone <> ''`,
  `create table asset (
    id uuid primary key,
    customer_id uuid not null references customer,
    name text not null,
    model text not null,
    serial text not null,
    installed_on date
  )`,
  `create index asset_customer on asset (customer_id)`,

  // assignee_id is who holds the ticket: one column, so that two can never hold it.
  `create table ticket (
    id uuid primary key,
    board_id uuid not null references board,
    number text not null,
    external_id text,
    title text not null,
    description text not null,
    priority smallint not null check (priority between 1 and 4),
    required_skills jsonb not null,
    lng double precision not null,
    lat double precision not null,
    address text not null,
    district text,
    window_from timestamptz,
    window_to timestamptz,
    created_at timestamptz not null,
    due_at timestamptz not null,
    closed_at timestamptz,
    node_id text not null,
    stage text not null,
    stage_since timestamptz not null,
    source text not null,
    customer_id uuid references customer,
    asset_id uuid references asset,
    assignee_id uuid references engineer,
    assigned_at timestamptz,
    pinned boolean not null default false,
    note_count integer not null default 0,
    version integer not null,
    changed_at timestamptz not null,
    changed_by text not null,
    check ((assignee_id is null) = (assigned_at is null)),
    check (assignee_id is not null or not pinned),
    check ((stage = 'closed') = (closed_at is not null))
  ) with (fillfactor = 80)`,
  `create unique index ticket_external on ticket (board_id, external_id) where external_id is not null`,
  `create index ticket_open on ticket (board_id) where stage <> 'closed'`,
  `create index ticket_closed on ticket (board_id, closed_at) where stage = 'closed'`,
  `create index ticket_held on ticket (assignee_id) where stage <> 'closed'`,
  `create index ticket_customer on ticket (customer_id) where customer_id is not null`,

  // The history of who held a ticket; ticket.assignee_id is the present.
  `create table assignment (
    id bigint generated always as identity primary key,
    ticket_id uuid not null references ticket,
    engineer_id uuid not null references engineer,
    ticket_version integer not null,
    assigned_by jsonb not null,
    assigned_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create unique index assignment_current on assignment (ticket_id) where ended_at is null`,
  `create index assignment_engineer on assignment (engineer_id, assigned_at)`,

  `create table note (
    id uuid primary key,
    ticket_id uuid not null references ticket,
    text text not null,
    author text not null,
    at timestamptz not null
  )`,
  `create index note_ticket on note (ticket_id, at)`,

  `create table ticket_number (
    board_id uuid not null references board,
    day date not null,
    last integer not null,
    primary key (board_id, day)
  ) with (fillfactor = 50)`,

  // The log. command_index counts the events of one command; items is a bulk command's answer, on its first event.
  `create table board_event (
    board_id uuid not null references board,
    seq bigint not null,
    command_id uuid not null,
    command_index smallint not null,
    at timestamptz not null,
    actor jsonb not null,
    ticket_id uuid not null references ticket,
    event jsonb not null,
    items jsonb,
    primary key (board_id, seq)
  )`,
  `create unique index board_event_command on board_event (board_id, command_id, command_index)`,
  `create index board_event_ticket on board_event (ticket_id, seq)`,
]
