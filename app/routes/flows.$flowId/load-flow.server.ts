import type { AppLoadContext } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import { findFlows } from '#db/flow-documents.ts'
import type { Actor } from '#domain/actor.ts'
import { mayReadFlows } from '#server/policies/flow.ts'
import { refusePage } from '../../session/session.server.ts'
import { loadSurroundings } from '../flows.$flowId_.surroundings/load-surroundings.server.ts'

/** What the page needs before the document itself comes over the line. */
export async function loadFlow(context: AppLoadContext, actor: Actor, flowId: string | undefined) {
  if (!mayReadFlows(actor)) throw refusePage({ name: 'not-allowed' }, 403)
  const parsed = id.safeParse(flowId)
  const flows = parsed.success ? await findFlows(context.database.sql) : []
  const flow = flows.find((one) => one.id === parsed.data && one.archivedAt === null)
  if (!flow) throw refusePage({ name: 'flow-not-found' }, 404)
  return { flowId: flow.id, name: flow.name, surroundings: await loadSurroundings(context, flows) }
}
