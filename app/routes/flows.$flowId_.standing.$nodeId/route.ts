import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireFlowId } from '../../session/flow.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { loadStanding } from './load-standing.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const at = { flowId: await requireFlowId(args, actor), nodeId: args.params['nodeId'] ?? '' }
    return Response.json(await loadStanding(args.context, actor, at), {
      headers: { 'cache-control': 'no-store' },
    })
  })
