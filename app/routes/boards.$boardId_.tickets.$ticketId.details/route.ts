import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireBoardId } from '../../session/board.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { requireTicketDetails } from './ticket-details.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => {
    const boardId = requireBoardId(actor, args.params['boardId'])
    const details = await requireTicketDetails(args.context, actor, boardId, args.params['ticketId'])
    return Response.json(details, { headers: { 'cache-control': 'no-store' } })
  })
