import { migrationStopRequest } from '#contract/flow-migration.ts'
import type { Database } from '#db/client.ts'
import { stopMigration } from '#db/flow-migration.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'

/** Ends a migration after the ticket that is being moved just now. One that has ended meanwhile stays as it is. */
export async function stopMigrationOf(
  { database: { sql }, now }: { database: Pick<Database, 'sql'>; now: () => Instant },
  actor: Actor,
  { flowId, raw }: { flowId: string; raw: unknown },
): Promise<{ ok: true } | Refusal> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const parsed = migrationStopRequest.safeParse(raw)
  const isThere =
    parsed.success &&
    (await stopMigration(sql, { flowId, id: parsed.data.migrationId, by: actorRef(actor), at: now() }))
  return isThere ? { ok: true } : refuse({ name: 'wrong-field', field: 'migrationId' })
}
