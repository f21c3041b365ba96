import { sql, type Kysely } from 'kysely'

/** Whom the engine would send, by which policy, what it may do alone, and the record of every decision. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const standardPolicyId = '5c0e0000-0000-4000-8000-000000000001'

/** The first version of the standard policy, frozen as every version is: the product's default may change after it. */
const standardPolicy = {
  rules: { wishes: true, region: true, 'max-travel': false, 'in-time': false },
  maxTravelMinutes: 90,
  objectives: [
    {
      name: 'travel',
      weight: 35,
      curve: [
        { at: 5, grade: 1 },
        { at: 25, grade: 0.5 },
        { at: 60, grade: 0 },
      ],
    },
    {
      name: 'load',
      weight: 20,
      curve: [
        { at: 0, grade: 1 },
        { at: 100, grade: 0 },
      ],
    },
    {
      name: 'rating',
      weight: 15,
      curve: [
        { at: 3, grade: 0 },
        { at: 4.5, grade: 0.7 },
        { at: 5, grade: 1 },
      ],
    },
    {
      name: 'slack',
      weight: 15,
      curve: [
        { at: -30, grade: 0 },
        { at: 0, grade: 0.3 },
        { at: 60, grade: 1 },
      ],
    },
    {
      name: 'skill-fit',
      weight: 5,
      curve: [
        { at: 0, grade: 1 },
        { at: 3, grade: 0.4 },
      ],
    },
    {
      name: 'familiarity',
      weight: 5,
      curve: [
        { at: 0, grade: 0.3 },
        { at: 1, grade: 0.8 },
        { at: 3, grade: 1 },
      ],
    },
    {
      name: 'fairness',
      weight: 5,
      curve: [
        { at: 50, grade: 1 },
        { at: 100, grade: 0.6 },
        { at: 200, grade: 0 },
      ],
    },
    {
      name: 'stability',
      weight: 10,
      curve: [
        { at: 0, grade: 0 },
        { at: 1, grade: 1 },
      ],
    },
  ],
  ratingPrior: { stars: 4.5, votes: 10 },
  automatic: { floor: 60, lead: 2 },
}

const statements = [
  `alter table engineer add column districts jsonb not null default '[]'`,
  // Never this engineer again, or only this one: a customer's wish.
  `create table customer_wish (
    customer_id uuid not null references customer,
    engineer_id uuid not null references engineer,
    wish text not null check (wish in ('never', 'only')),
    primary key (customer_id, engineer_id)
  )`,
  `create table policy (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null default now()
  )`,
  // Never changed once written: decisions are computed again from it.
  `create table policy_version (
    policy_id uuid not null references policy,
    number int not null check (number > 0),
    body jsonb not null,
    note text not null default '',
    created_by jsonb,
    created_at timestamptz not null default now(),
    primary key (policy_id, number)
  )`,
  `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception '% is never changed', tg_table_name; end $$`,
  `create trigger policy_version_is_frozen before update or delete on policy_version
    for each row execute function refuse_change()`,
  `create table policy_draft (
    policy_id uuid primary key references policy,
    body jsonb not null,
    changed_by jsonb not null,
    changed_at timestamptz not null
  )`,
  `insert into policy (id, name) values ('${standardPolicyId}', '标准')`,
  `insert into policy_version (policy_id, number, body) values ('${standardPolicyId}', 1, '${JSON.stringify(standardPolicy)}')`,
  `create table board_dispatch (
    board_id uuid primary key references board,
    policy_id uuid not null,
    policy_number int not null,
    mode text not null default 'off' check (mode in ('off', 'suggest', 'semi', 'auto')),
    foreign key (policy_id, policy_number) references policy_version
  )`,
  // A board without a line of its own takes the standard policy and leaves dispatching to people.
  `create table board_dispatch_change (
    id bigint generated always as identity primary key,
    board_id uuid not null references board,
    policy_id uuid not null,
    policy_number int not null,
    mode text not null,
    changed_by jsonb not null,
    changed_at timestamptz not null
  )`,
  `create table decision (
    id bigint generated always as identity primary key,
    board_id uuid not null references board,
    ticket_id uuid not null references ticket,
    ticket_version int not null,
    at timestamptz not null,
    decided_by jsonb not null,
    policy_id uuid not null,
    policy_number int not null,
    record jsonb not null,
    unique (ticket_id, ticket_version),
    foreign key (policy_id, policy_number) references policy_version
  )`,
  `create index decision_of_board on decision (board_id, at)`,
]
