import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { standardHourlyLimit, type EngineSettings } from '#domain/scoring/engine-settings.ts'
import { standardOfferSeconds } from '#domain/ticket/offer.ts'
import type { Sql, Transaction } from './client.ts'
import type { Schema } from './schema.ts'

/** The policy of a board that has chosen none, in the version that its row names. Migration 004 made it. */
export const standardPolicyId = '5c0e0000-0000-4000-8000-000000000001'

/** A line of its own for a board that has none yet, which says what held without it. */
export async function insertBoardDispatch(db: Kysely<Schema>, boardId: string): Promise<void> {
  await sql`
    insert into board_dispatch (board_id, policy_id, policy_number)
    select ${boardId}, id, standard_number from policy where id = ${standardPolicyId}
    on conflict do nothing`.execute(db)
}

/** Columns of `EngineSettings`; `board_dispatch d` may be absent. */
export const engineSettings = (sql: Sql | Transaction) => sql`
  coalesce(d.mode, 'off') as "dispatchMode", coalesce(d.hand_out, 'assignment') as "handOut",
  coalesce(d.offer_seconds, ${standardOfferSeconds}) as "offerSeconds",
  coalesce(d.hourly_limit, ${standardHourlyLimit}) as "hourlyLimit"`

/** Changes what the engine does on a board, and writes down who did it. Nothing is written when it is so already. */
export async function setEngine(
  db: Kysely<Schema>,
  {
    boardId,
    by,
    at,
    dispatchMode,
    handOut,
    offerSeconds,
    hourlyLimit,
  }: { [Setting in keyof EngineSettings]?: EngineSettings[Setting] | undefined } & {
    boardId: string
    by: ActorRef
    at: Instant
  },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await insertBoardDispatch(tx, boardId)
    const before = await tx
      .selectFrom('board_dispatch')
      .select(['policy_id', 'policy_number', 'mode', 'hand_out', 'offer_seconds', 'hourly_limit'])
      .where('board_id', '=', boardId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const after = {
      mode: dispatchMode ?? before.mode,
      hand_out: handOut ?? before.hand_out,
      offer_seconds: offerSeconds ?? before.offer_seconds,
      hourly_limit: hourlyLimit ?? before.hourly_limit,
    }
    const isSame =
      after.mode === before.mode &&
      after.hand_out === before.hand_out &&
      after.offer_seconds === before.offer_seconds &&
      after.hourly_limit === before.hourly_limit
    if (isSame) return
    await tx.updateTable('board_dispatch').set(after).where('board_id', '=', boardId).execute()
    await tx
      .insertInto('board_dispatch_change')
      .values({ ...before, ...after, board_id: boardId, changed_by: by, changed_at: at })
      .execute()
  })
}

/** How often a board's engine has turned to an engineer since then, and how often it may within an hour. */
export async function findEngineShare(
  tx: Sql | Transaction,
  {
    boardId,
    engineerId,
    engineId,
    since,
  }: { boardId: string; engineerId: string; engineId: string; since: Instant },
): Promise<{ given: number; limit: number }> {
  const [row] = await tx<{ given: number; limit: number }[]>`
    select (
      select count(*)::int from assignment
      where engineer_id = ${engineerId} and assigned_by ->> 'kind' = 'engine'
        and assigned_by ->> 'id' = ${engineId} and assigned_at > ${since}
    ) + (
      select count(*)::int from offer
      where engineer_id = ${engineerId} and offered_by ->> 'kind' = 'engine'
        and offered_by ->> 'id' = ${engineId} and offered_at > ${since}
    ) as given, coalesce(
      (select hourly_limit from board_dispatch where board_id = ${boardId}), ${standardHourlyLimit}) as limit`
  if (!row) throw new Error('a count of nothing is a row too')
  return row
}

/** To whom the board's engine has turned as often as it may since then. */
export async function findSpentEngineers(
  sql: Sql,
  { boardId, engineId, since, limit }: { boardId: string; engineId: string; since: Instant; limit: number },
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    select engineer_id as id from (
      select a.engineer_id from assignment a join engineer e on e.id = a.engineer_id
      where e.board_id = ${boardId} and a.assigned_by ->> 'kind' = 'engine'
        and a.assigned_by ->> 'id' = ${engineId} and a.assigned_at > ${since}
      union all
      select o.engineer_id from offer o join engineer e on e.id = o.engineer_id
      where e.board_id = ${boardId} and o.offered_by ->> 'kind' = 'engine'
        and o.offered_by ->> 'id' = ${engineId} and o.offered_at > ${since}
    ) as given group by engineer_id having count(*) >= ${limit}`
  return new Set(rows.map(({ id }) => id))
}

/** How long an offer stands on the board. */
export async function findOfferSeconds(tx: Sql | Transaction, boardId: string): Promise<number> {
  const [row] = await tx<{ seconds: number }[]>`
    select offer_seconds as seconds from board_dispatch where board_id = ${boardId}`
  return row?.seconds ?? standardOfferSeconds
}
