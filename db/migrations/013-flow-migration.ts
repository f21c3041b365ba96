import { sql, type Kysely } from 'kysely'

/** Running tickets are moved to another version of their flow, and where they will go is agreed upon in the draft. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table flow_change drop constraint flow_change_map_check,
    add constraint flow_change_map_check check (map in ('meta', 'nodes', 'edges', 'comments', 'moves'))`,

  // One of a flow at a time is worked on: the one that was asked for first. Its tickets are listed when it begins.
  // only_nodes: only tickets that stand on one of these; null: all of the flow.
  // mapping: from the id of a node to that of another; null: what stands there stays on its version.
  // claimed_until: a node is at it; another one goes on afterwards.
  `create table flow_migration (
    id uuid primary key,
    flow_id uuid not null references flow,
    to_number int not null,
    mapping jsonb not null,
    only_nodes text[],
    asked_by jsonb not null,
    asked_at timestamptz not null,
    begun_at timestamptz,
    ended_at timestamptz,
    claimed_until timestamptz,
    foreign key (flow_id, to_number) references flow_version
  )`,
  `create index flow_migration_of_flow on flow_migration (flow_id, asked_at)`,
  `create index flow_migration_open on flow_migration (asked_at) where ended_at is null`,

  // outcome null: still to be done, by the command of this id, whoever does it.
  // detail: which nodes it went from and to, or why it did not.
  `create table flow_migration_ticket (
    migration_id uuid not null references flow_migration,
    ticket_id uuid not null references ticket,
    command_id uuid not null default gen_random_uuid(),
    from_number int not null,
    outcome text check (outcome in ('moved', 'kept', 'stays', 'over')),
    detail jsonb,
    done_at timestamptz,
    primary key (migration_id, ticket_id)
  )`,
  `create index flow_migration_ticket_open on flow_migration_ticket (migration_id, ticket_id) where outcome is null`,
]
