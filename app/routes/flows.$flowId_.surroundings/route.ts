import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireFlowId } from '../../session/flow.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { loadSurroundings } from './load-surroundings.server.ts'

/** Who has come since the flow was opened can be named in it as well. */
export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    await requireFlowId(args, actor)
    return Response.json(await loadSurroundings(args.context), {
      headers: { 'cache-control': 'no-store' },
    })
  })
