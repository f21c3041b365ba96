import type { Kysely } from 'kysely'
import type { FlowMapName } from '#contract/flow-document.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Sql, Transaction } from './client.ts'
import type { Schema } from './schema.ts'

type Db = Kysely<Schema>

export type FlowSummary = {
  id: string
  name: string
  createdBy: ActorRef
  createdAt: Instant
  changedAt: Instant
  /** Null for a flow that nobody has changed since it was made. */
  changedBy: { id: string; name: string } | null
  archivedAt: Instant | null
}

/** The last changed first; archived flows come last. */
export const findFlows = (sql: Sql): Promise<FlowSummary[]> => sql<FlowSummary[]>`
  select f.id, f.name, f.created_by as "createdBy", f.created_at as "createdAt", f.archived_at as "archivedAt",
    coalesce(c.at, v.created_at, f.created_at) as "changedAt",
    case
      when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name)
      when v.created_by is not null then jsonb_build_object('id', v.created_by->'id', 'name', v.created_by->'name')
    end as "changedBy"
  from flow f
  left join lateral (
    select author_id, at from flow_change where flow_id = f.id order by seq desc limit 1
  ) c on true
  left join person p on p.id = c.author_id
  -- What is published is no change any more; whoever published it was the last at it then.
  left join lateral (
    select created_by, created_at from flow_version where flow_id = f.id order by number desc limit 1
  ) v on true
  order by f.archived_at is not null, "changedAt" desc, f.id`

/** @param document the whole document as a Yjs update, V2 */
export async function insertFlow(
  db: Db,
  flow: { id: string; name: string; createdBy: ActorRef; createdAt: Instant; document: Uint8Array },
): Promise<void> {
  const { id, name, createdBy, createdAt, document } = flow
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('flow').values({ id, name, created_by: createdBy, created_at: createdAt }).execute()
    await tx
      .insertInto('flow_document_snapshot')
      .values({ flow_id: id, seq: 0, bytes: Buffer.from(document), at: createdAt })
      .execute()
  })
}

/** Archived, it can no longer be opened; its rows stay. False when there is no such flow, or it is so already. */
export async function putFlowAway(tx: Transaction | Sql, flowId: string, at: Instant): Promise<boolean> {
  const { count } = await tx`
    update flow set archived_at = ${at} where id = ${flowId} and archived_at is null`
  return count === 1
}

/** A board whose new tickets run on the flow, if there is one. Until the end of the transaction no other comes to it. */
export async function findBoardOnFlow(tx: Transaction, flowId: string): Promise<string | undefined> {
  await tx`select from flow where id = ${flowId} for update`
  const [board] = await tx<{ name: string }[]>`
    select name from board where flow_id = ${flowId} and closed_at is null order by name limit 1`
  return board?.name
}

/** False when it was archived, or there is no such flow. Until the end of the transaction nobody archives it. */
export async function holdOpenFlow(tx: Transaction, flowId: string): Promise<boolean> {
  const found = await tx`select from flow where id = ${flowId} and archived_at is null for key share`
  return found.length > 0
}

export async function isFlowOpen(sql: Sql, flowId: string): Promise<boolean> {
  const found = await sql`select 1 from flow where id = ${flowId} and archived_at is null`
  return found.length > 0
}

/** `seq`: how far the log reaches. `version`: the number of the newest version, 0 before the first. */
export type DocumentHead = { id: string; seq: number; version: number }

/** Archived flows are left out. */
export const findDocumentHeads = (sql: Sql, flowIds: readonly string[]) => sql<DocumentHead[]>`
  select id, document_seq as seq,
    coalesce((select max(number) from flow_version where flow_id = flow.id), 0) as version
  from flow where id = any(${flowIds as string[]}::uuid[]) and archived_at is null`

/** A snapshot is V2 and holds everything up to `seq`; an update is V1. */
export type StoredBytes = { seq: number; isSnapshot: boolean; bytes: Buffer }

/**
 * What was stored after `seq`, in order; all of it after -1. One statement, so that a compaction by another node cannot fall
 * between the reading of the snapshot and that of the log.
 */
export const findDocumentAfter = (sql: Sql | Transaction, flowId: string, seq: number) => sql<StoredBytes[]>`
  select seq, true as "isSnapshot", bytes from flow_document_snapshot where flow_id = ${flowId} and seq > ${seq}
  union all
  select seq, false, bytes from flow_document_update where flow_id = ${flowId} and seq > ${seq}
  order by 1`

export type ElementChange = { map: FlowMapName; elementId: string; field: string }

export type DocumentBatch = {
  updates: readonly { bytes: Uint8Array; authorId: string }[]
  /** Each combination once. */
  changes: readonly (ElementChange & { authorId: string })[]
  /** The flow's name, when the batch has changed it. */
  name: string | undefined
  at: Instant
}

/** The driver takes the type of a list's first element for that of the list, unless it is told. */
const bytea = 17

/**
 * Stores the updates behind all others of the flow, with who changed what. One statement and so one transaction.
 * @returns the number of the first of them; undefined when there is no such flow any more
 */
export async function appendToDocument(
  sql: Sql,
  flowId: string,
  { updates, changes, name, at }: DocumentBatch,
): Promise<number | undefined> {
  const rawBytes = updates.map(({ bytes }) => Buffer.from(bytes))
  const [head] = await sql<{ first: number }[]>`
    with head as (
      update flow set document_seq = document_seq + ${updates.length}, name = coalesce(${name ?? null}, name)
      where id = ${flowId} returning document_seq - ${updates.length} as base, document_seq as last
    ), appended as (
      insert into flow_document_update (flow_id, seq, bytes, author_id, at)
      select ${flowId}, head.base + given.n, given.bytes, given.author_id, ${at}
      from head, unnest(
        ${sql.array(rawBytes, bytea)}::bytea[], ${updates.map(({ authorId }) => authorId)}::uuid[]
      ) with ordinality as given (bytes, author_id, n)
    ), changed as (
      insert into flow_change (flow_id, map, element_id, field, author_id, seq, at)
      select ${flowId}, given.map, given.element_id, given.field, given.author_id, head.last, ${at}
      from head, unnest(
        ${changes.map(({ map }) => map)}::text[], ${changes.map(({ elementId }) => elementId)}::text[],
        ${changes.map(({ field }) => field)}::text[], ${changes.map(({ authorId }) => authorId)}::uuid[]
      ) as given (map, element_id, field, author_id)
      on conflict (flow_id, map, element_id, field, author_id) do update set seq = excluded.seq, at = excluded.at
    )
    select base + 1 as first from head`
  return head?.first
}

/** Puts the snapshot in the place of the log up to its number, unless there is a later one. */
export async function compactDocument(
  sql: Sql,
  flowId: string,
  { seq, bytes, at }: { seq: number; bytes: Uint8Array; at: Instant },
): Promise<void> {
  await sql`
    with kept as (
      insert into flow_document_snapshot as s (flow_id, seq, bytes, at)
      values (${flowId}, ${seq}, ${Buffer.from(bytes)}, ${at})
      on conflict (flow_id) do update set seq = excluded.seq, bytes = excluded.bytes, at = excluded.at
      where s.seq < excluded.seq
      returning s.seq
    )
    delete from flow_document_update u using kept where u.flow_id = ${flowId} and u.seq <= kept.seq`
}

export type FlowChange = ElementChange & { authorId: string; author: string; seq: number; at: Instant }

/** Who changed what since the changes were last forgotten, in the order of the last change of each. */
export const findFlowChanges = (sql: Sql | Transaction, flowId: string) => sql<FlowChange[]>`
  select c.map, c.element_id as "elementId", c.field, c.author_id as "authorId", p.name as author, c.seq, c.at
  from flow_change c join person p on p.id = c.author_id
  where c.flow_id = ${flowId} order by c.seq, c.map, c.element_id, c.field`

/** What was published up to `seq` is no change any more. What stands behind a difference that is left is kept. */
export async function forgetFlowChanges(
  sql: Sql | Transaction,
  flowId: string,
  { seq, kept }: { seq: number; kept: readonly ElementChange[] },
): Promise<void> {
  await sql`
    delete from flow_change where flow_id = ${flowId} and seq <= ${seq}
      and (map, element_id, field) not in (
        select * from unnest(
          ${kept.map(({ map }) => map)}::text[], ${kept.map(({ elementId }) => elementId)}::text[],
          ${kept.map(({ field }) => field)}::text[]
        )
      )`
}
