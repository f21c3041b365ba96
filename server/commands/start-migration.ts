import { randomUUID } from 'node:crypto'
import { migrationRequest, type StartMigrationAnswer } from '#contract/flow-migration.ts'
import type { Database } from '#db/client.ts'
import { insertMigration } from '#db/flow-migration.ts'
import { findFlowVersionGraph } from '#db/flow-versions.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse } from '#domain/rejection.ts'
import { mayEditFlows } from '../policies/flow.ts'

/** Orders that the running tickets of a flow be moved to one of its versions. They are moved one by one, later. */
export async function startMigration(
  { database: { sql }, now }: { database: Pick<Database, 'sql'>; now: () => Instant },
  actor: Actor,
  { flowId, raw }: { flowId: string; raw: unknown },
): Promise<StartMigrationAnswer> {
  if (!mayEditFlows(actor)) return refuse({ name: 'not-allowed' })
  const parsed = migrationRequest.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') ?? 'migration' })
  const { to, mapping, from, onlyNodes } = parsed.data
  const target = await findFlowVersionGraph(sql, flowId, to)
  if (!target) return refuse({ name: 'wrong-field', field: 'to' })
  const lost = Object.entries(mapping).find(([, nodeId]) => nodeId !== null && !target.nodes[nodeId])
  if (lost) return refuse({ name: 'wrong-field', field: `mapping.${lost[0]}` })
  const id = randomUUID()
  await insertMigration(sql, { id, flowId, to, mapping, from, onlyNodes, by: actorRef(actor), at: now() })
  return { ok: true, migrationId: id }
}
