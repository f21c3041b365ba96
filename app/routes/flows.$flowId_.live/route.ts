import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireFlowId } from '../../session/flow.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { loadOutline } from './load-outline.server.ts'

/** What is published of the flow, for the canvas to compare the draft with. */
export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const flowId = await requireFlowId(args, actor)
    return Response.json(await loadOutline(args.context.database.sql, flowId), {
      headers: { 'cache-control': 'no-store' },
    })
  })
