import { isDeepStrictEqual } from 'node:util'
import type { AppLoadContext } from '@remix-run/node'
import type { Kysely } from 'kysely'
import {
  deleteDraft,
  findBoardsInForce,
  findDraft,
  findNewestVersion,
  findVersionBody,
  findVersions,
  insertVersion,
  lockPolicy,
  putInForce,
  saveDraft,
} from '#db/policy-editing.ts'
import type { Schema } from '#db/schema.ts'
import { actorRef, type Actor, type ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import { parsePolicy } from '#domain/scoring/policy-input.ts'
import type { Policy } from '#domain/scoring/policy.ts'
import { mayEditPolicies } from '#server/policies/policy.ts'
import { policyChange, type PolicyAnswer, type PolicyChange } from '../../policy/policy-change.ts'

type Doing = { tx: Kysely<Schema>; policyId: string; by: ActorRef; now: Instant }
type Newest = { number: number; body: Policy }
type Change<Name> = Extract<PolicyChange, { change: Name }>

/** Each change is one transaction, and one at a time per policy. */
export async function changePolicy(
  { database: { kysely }, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Actor,
  { policyId, raw }: { policyId: string; raw: unknown },
): Promise<PolicyAnswer> {
  if (!mayEditPolicies(actor)) return refuse({ name: 'not-allowed' })
  const parsed = policyChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'change' })
  const change = parsed.data
  return kysely.transaction().execute(async (tx) => {
    const newest = (await lockPolicy(tx, policyId)) ? await findNewestVersion(tx, policyId) : undefined
    if (!newest) return refuse({ name: 'policy-not-found' })
    const doing = { tx, policyId, by: actorRef(actor), now: now() }
    switch (change.change) {
      case 'save':
        return save(doing, newest, change)
      case 'restore':
        return restore(doing, newest, change.number)
      case 'publish':
        return publish(doing, newest, change)
      case 'activate':
        return activate(doing, change)
    }
  })
}

/** The last save wins, and tells whose it has replaced. It does not win over a version that the person has never seen. */
async function save(
  doing: Doing,
  newest: Newest,
  { policy: raw, base, seen }: Change<'save'>,
): Promise<PolicyAnswer> {
  const { tx, policyId, by } = doing
  const parsed = parsePolicy(raw)
  if (!parsed.ok) return parsed
  if (newest.number !== base) {
    const [published] = await findVersions(tx, policyId)
    return refuse({ name: 'draft-changed', changedBy: published?.createdBy?.name ?? '' })
  }
  const before = await findDraft(tx, policyId)
  const overwrote =
    before && before.changedAt !== seen && before.changedBy.id !== by.id
      ? { name: before.changedBy.name, at: before.changedAt }
      : null
  return { ok: true, savedAt: await keepDraft(doing, newest, parsed.policy), overwrote }
}

async function restore(doing: Doing, newest: Newest, number: number): Promise<PolicyAnswer> {
  const body = await findVersionBody(doing.tx, doing.policyId, number)
  if (!body) return refuse({ name: 'policy-version-not-found', number })
  return { ok: true, savedAt: await keepDraft(doing, newest, body), overwrote: null }
}

/** A draft that is the newest version again is none. */
async function keepDraft({ tx, policyId, by, now }: Doing, newest: Newest, body: Policy) {
  if (isDeepStrictEqual(body, newest.body)) {
    await deleteDraft(tx, policyId)
    return null
  }
  await saveDraft(tx, { policyId, body, changedBy: by, changedAt: now })
  return now
}

async function publish(
  { tx, policyId, by, now }: Doing,
  newest: Newest,
  { note, boardIds, seen }: Change<'publish'>,
): Promise<PolicyAnswer> {
  const draft = await findDraft(tx, policyId)
  if (!draft) return refuse({ name: 'draft-unchanged' })
  // What is published stays for good: nobody publishes what they have not seen.
  if (draft.changedAt !== seen) return refuse({ name: 'draft-changed', changedBy: draft.changedBy.name })
  const boards = await findBoardsInForce(tx)
  if (boardIds.some((id) => boards.every((board) => board.id !== id)))
    return refuse({ name: 'board-not-found' })
  const number = newest.number + 1
  await insertVersion(tx, { policyId, number, body: draft.body, note, createdBy: by, createdAt: now })
  await deleteDraft(tx, policyId)
  for (const boardId of [...new Set(boardIds)].sort())
    await putInForce(tx, { boardId, policyId, number, by, at: now })
  return { ok: true, savedAt: null, overwrote: null }
}

async function activate(
  { tx, policyId, by, now }: Doing,
  { boardId, number }: Change<'activate'>,
): Promise<PolicyAnswer> {
  if (!(await findVersionBody(tx, policyId, number)))
    return refuse({ name: 'policy-version-not-found', number })
  const boards = await findBoardsInForce(tx)
  if (boards.every(({ id }) => id !== boardId)) return refuse({ name: 'board-not-found' })
  await putInForce(tx, { boardId, policyId, number, by, at: now })
  const draft = await findDraft(tx, policyId)
  return { ok: true, savedAt: draft?.changedAt ?? null, overwrote: null }
}
