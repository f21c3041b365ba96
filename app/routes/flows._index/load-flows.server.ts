import type { AppLoadContext } from '@remix-run/node'
import { findFlows } from '#db/flow-documents.ts'
import type { Actor } from '#domain/actor.ts'
import { mayEditFlows, mayReadFlows } from '#server/policies/flow.ts'
import { refusePage } from '../../session/session.server.ts'

/** Every flow that can be opened, the last changed first. */
export async function loadFlows({ database: { sql }, now }: AppLoadContext, actor: Actor) {
  if (!mayReadFlows(actor)) throw refusePage({ name: 'not-allowed' }, 403)
  const flows = await findFlows(sql)
  return {
    now: now(),
    mayEdit: mayEditFlows(actor),
    flows: flows
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name, createdBy, changedAt, changedBy }) => ({
        id,
        name,
        createdBy: createdBy.name,
        changedAt,
        changedBy: changedBy?.name ?? null,
      })),
  }
}
