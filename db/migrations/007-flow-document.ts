import { sql, type Kysely } from 'kysely'

/** Flows while they are drawn: the log of a shared document, its snapshot, and who changed what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // document_seq is the head of the document's log: raising it is the lock that puts the updates of several nodes in order.
  `create table flow (
    id uuid primary key,
    name text not null,
    created_by jsonb not null,
    created_at timestamptz not null,
    archived_at timestamptz,
    document_seq bigint not null default 0
  ) with (fillfactor = 50)`,

  // Yjs updates (V1) in the order in which they were stored. What is in the snapshot is deleted here.
  `create table flow_document_update (
    flow_id uuid not null references flow,
    seq bigint not null,
    bytes bytea not null,
    author_id uuid not null references person,
    at timestamptz not null,
    primary key (flow_id, seq)
  )`,
  // The whole document (V2) with everything up to seq.
  `create table flow_document_snapshot (
    flow_id uuid primary key references flow,
    seq bigint not null,
    bytes bytea not null,
    at timestamptz not null
  )`,

  // The last change of each field of each node, edge or comment by each author. field '' is the element itself: made or deleted.
  `create table flow_change (
    flow_id uuid not null references flow,
    map text not null check (map in ('meta', 'nodes', 'edges', 'comments')),
    element_id text not null,
    field text not null,
    author_id uuid not null references person,
    seq bigint not null,
    at timestamptz not null,
    primary key (flow_id, map, element_id, field, author_id)
  ) with (fillfactor = 70)`,
]
