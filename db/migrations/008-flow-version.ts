import { sql, type Kysely } from 'kysely'

/** What was published of a flow. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // document is the whole draft (Yjs, V2) as its log stood at seq; graph is what was published of it, compiled what tickets run on.
  `create table flow_version (
    flow_id uuid not null references flow,
    number int not null check (number > 0),
    name text not null,
    seq bigint not null,
    document bytea not null,
    graph jsonb not null,
    compiled jsonb not null,
    created_by jsonb not null,
    created_at timestamptz not null,
    primary key (flow_id, number)
  )`,
  `create trigger flow_version_is_frozen before update or delete on flow_version
    for each row execute function refuse_change()`,
]
