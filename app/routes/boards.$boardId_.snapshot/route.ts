import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireBoardSnapshot } from '../../session/board.server.ts'
import { asPerson } from '../../session/session.server.ts'

/** The board as it is now, for a client that has been away too long to catch up. */
export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) =>
    Response.json(await requireBoardSnapshot(args.context, actor, args.params['boardId']), {
      headers: { 'cache-control': 'no-store' },
    }),
  )
