import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireFlowId } from '../../session/flow.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { loadDurations } from './load-durations.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const flowId = await requireFlowId(args, actor)
    const asked = new URL(args.request.url).searchParams.get('days')
    return Response.json(await loadDurations(args.context, actor, { flowId, asked }), {
      headers: { 'cache-control': 'no-store' },
    })
  })
