import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { DispatchMode } from '#domain/scoring/dispatch-mode.ts'
import type { Schema } from './schema.ts'

/** The policy of a board that has chosen none. Migration 004 made it. */
export const standardPolicy = { policyId: '5c0e0000-0000-4000-8000-000000000001', number: 1 }

/** Switches what the engine does on a board, and writes down who did it. Nothing is written when it is so already. */
export async function setDispatchMode(
  db: Kysely<Schema>,
  { boardId, mode, by, at }: { boardId: string; mode: DispatchMode; by: ActorRef; at: Instant },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { policyId, number } = standardPolicy
    await sql`
      insert into board_dispatch (board_id, policy_id, policy_number) values (${boardId}, ${policyId}, ${number})
      on conflict do nothing`.execute(tx)
    const changed = await tx
      .updateTable('board_dispatch')
      .set({ mode })
      .where('board_id', '=', boardId)
      .where('mode', '<>', mode)
      .returning(['policy_id', 'policy_number'])
      .executeTakeFirst()
    if (!changed) return
    await tx
      .insertInto('board_dispatch_change')
      .values({ ...changed, board_id: boardId, mode, changed_by: by, changed_at: at })
      .execute()
  })
}
