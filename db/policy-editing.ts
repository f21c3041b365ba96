import { sql, type Kysely } from 'kysely'
import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { DispatchMode } from '#domain/scoring/engine-settings.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { insertBoardDispatch, standardPolicyId } from './board-dispatch.ts'
import type { Schema } from './schema.ts'

type Db = Kysely<Schema>

export type PolicyInForce = { policyId: string; policy: string; number: number }
export type BoardInForce = { id: string; name: string; timeZone: string; inForce: PolicyInForce }

/** The open boards with the version by which each scores. */
export async function findBoardsInForce(db: Db): Promise<BoardInForce[]> {
  const { rows } = await sql<{
    id: string
    name: string
    timeZone: string
    policyId: string
    policy: string
    number: number
  }>`
    select b.id, b.name, b.time_zone as "timeZone", p.id as "policyId", p.name as policy,
      coalesce(d.policy_number, p.standard_number) as number
    from board b
    left join board_dispatch d on d.board_id = b.id
    join policy p on p.id = coalesce(d.policy_id, ${standardPolicyId}::uuid)
    where b.closed_at is null
    order by b.created_at, b.name`.execute(db)
  return rows.map(({ id, name, timeZone, ...inForce }) => ({ id, name, timeZone, inForce }))
}

export type PolicySummary = {
  id: string
  name: string
  newest: number
  changedAt: Instant
  /** Null for what came with the product. */
  changedBy: ActorRef | null
  hasDraft: boolean
}

/** By name; a draft that is being changed counts as the last change. */
export async function findPolicies(db: Db): Promise<PolicySummary[]> {
  const { rows } = await sql<PolicySummary>`
    select p.id, p.name, v.number as newest, d.policy_id is not null as "hasDraft",
      coalesce(d.changed_at, v.created_at) as "changedAt", coalesce(d.changed_by, v.created_by) as "changedBy"
    from policy p
    join lateral (
      select number, created_at, created_by from policy_version where policy_id = p.id order by number desc limit 1
    ) v on true
    left join policy_draft d on d.policy_id = p.id
    order by lower(p.name)`.execute(db)
  return rows
}

export type VersionSummary = {
  number: number
  note: string
  createdBy: ActorRef | null
  createdAt: Instant
  /** How many assignments were made by it. */
  decisions: number
}

/** Newest first. */
export async function findVersions(db: Db, policyId: string): Promise<VersionSummary[]> {
  const { rows } = await sql<VersionSummary>`
    select v.number, v.note, v.created_by as "createdBy", v.created_at as "createdAt",
      (select count(*)::int from decision d where d.policy_id = v.policy_id and d.policy_number = v.number) as decisions
    from policy_version v where v.policy_id = ${policyId} order by v.number desc`.execute(db)
  return rows
}

export async function findVersionBody(db: Db, policyId: string, number: number): Promise<Policy | undefined> {
  const row = await db
    .selectFrom('policy_version')
    .select('body')
    .where('policy_id', '=', policyId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.body
}

/** Undefined when there is no such policy. */
export async function findNewestVersion(
  db: Db,
  policyId: string,
): Promise<{ number: number; body: Policy } | undefined> {
  return db
    .selectFrom('policy_version')
    .select(['number', 'body'])
    .where('policy_id', '=', policyId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** One transaction at a time per policy: drafts are saved and published one after the other. False when there is none. */
export async function lockPolicy(tx: Db, policyId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('policy')
    .select('id')
    .where('id', '=', policyId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function findPolicyByName(
  db: Db,
  name: string,
): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('policy')
    .select(['id', 'name'])
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()
}

/** False when another has the name. */
export async function insertPolicy(db: Db, policy: { id: string; name: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('policy')
    .values(policy)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function renamePolicy(db: Db, { id, name }: { id: string; name: string }): Promise<void> {
  await db.updateTable('policy').set({ name }).where('id', '=', id).execute()
}

export async function insertVersion(
  db: Db,
  version: {
    policyId: string
    number: number
    body: Policy
    note: string
    createdBy: ActorRef
    createdAt: Instant
  },
): Promise<void> {
  const { policyId, createdBy, createdAt, ...rest } = version
  await db
    .insertInto('policy_version')
    .values({ ...rest, policy_id: policyId, created_by: createdBy, created_at: createdAt })
    .execute()
}

export type StoredDraft = { body: Policy; changedBy: ActorRef; changedAt: Instant }

export async function findDraft(db: Db, policyId: string): Promise<StoredDraft | undefined> {
  return db
    .selectFrom('policy_draft')
    .select(['body', 'changed_by as changedBy', 'changed_at as changedAt'])
    .where('policy_id', '=', policyId)
    .executeTakeFirst()
}

export async function saveDraft(
  db: Db,
  { policyId, body, changedBy, changedAt }: StoredDraft & { policyId: string },
): Promise<void> {
  const row = { body, changed_by: changedBy, changed_at: changedAt }
  await db
    .insertInto('policy_draft')
    .values({ ...row, policy_id: policyId })
    .onConflict((conflict) => conflict.column('policy_id').doUpdateSet(row))
    .execute()
}

export async function deleteDraft(db: Db, policyId: string): Promise<void> {
  await db.deleteFrom('policy_draft').where('policy_id', '=', policyId).execute()
}

/**
 * The board scores by this version from now on; what the engine does with the scores stays. Writes down who did it, or nothing
 * when it is so already.
 */
export async function putInForce(
  tx: Db,
  change: { boardId: string; policyId: string; number: number; by: ActorRef; at: Instant },
): Promise<void> {
  const { boardId, policyId, number, by, at } = change
  // A board without a line scores by the standard policy: putting that in force there changes nothing.
  await insertBoardDispatch(tx, boardId)
  const changed = await tx
    .updateTable('board_dispatch')
    .set({ policy_id: policyId, policy_number: number })
    .where('board_id', '=', boardId)
    .where(sql<boolean>`(policy_id, policy_number) is distinct from (${policyId}::uuid, ${number}::int)`)
    .returning('mode')
    .executeTakeFirst()
  if (!changed) return
  await tx
    .insertInto('board_dispatch_change')
    .values({
      ...changed,
      board_id: boardId,
      policy_id: policyId,
      policy_number: number,
      changed_by: by,
      changed_at: at,
    })
    .execute()
}

export type DispatchChange = {
  id: number
  board: string
  number: number
  mode: DispatchMode
  changedBy: ActorRef
  changedAt: Instant
}

const mostChanges = 20

/** Who put which version of the policy in force where, the last first. What only the engine's settings changed is left out. */
export async function findActivations(db: Db, policyId: string): Promise<DispatchChange[]> {
  const { rows } = await sql<DispatchChange>`
    select c.id, b.name as board, c.policy_number as number, c.mode, c.changed_by as "changedBy",
      c.changed_at as "changedAt"
    from (
      select *, lag(policy_id) over earlier as policy_before, lag(policy_number) over earlier as number_before
      from board_dispatch_change window earlier as (partition by board_id order by id)
    ) c
    join board b on b.id = c.board_id
    where c.policy_id = ${policyId} and c.hand_out is null
      and (c.policy_id, c.policy_number) is distinct from (c.policy_before, c.number_before)
    order by c.id desc limit ${mostChanges}`.execute(db)
  return rows
}
