import type { LoaderFunctionArgs } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import { isFlowOpen } from '#db/flow-documents.ts'
import type { Actor } from '#domain/actor.ts'
import { mayReadFlows } from '#server/policies/flow.ts'
import { refusePage } from './session.server.ts'

/** The flow of the address, for somebody who may read it. */
export async function requireFlowId(
  { context, params }: Pick<LoaderFunctionArgs, 'context' | 'params'>,
  actor: Actor,
): Promise<string> {
  if (!mayReadFlows(actor)) throw refusePage({ name: 'not-allowed' }, 403)
  const flowId = id.safeParse(params['flowId'])
  if (!flowId.success || !(await isFlowOpen(context.database.sql, flowId.data)))
    throw refusePage({ name: 'flow-not-found' }, 404)
  return flowId.data
}

/** Whose tickets somebody is shown on a flow; null: all. */
export const shownBoards = (actor: Extract<Actor, { kind: 'person' }>): readonly string[] | null =>
  actor.role === 'admin' ? null : actor.boardIds
