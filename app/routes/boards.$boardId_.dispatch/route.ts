import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { setDispatchMode } from '#db/board-dispatch.ts'
import { actorRef } from '#domain/actor.ts'
import { refuse } from '#domain/rejection.ts'
import { maySetDispatchMode } from '#server/policies/board.ts'
import { dispatchModeChange } from '../../board/dispatch-mode.ts'
import { requireBoardId } from '../../session/board.server.ts'
import { asPerson } from '../../session/session.server.ts'

/** Nobody comes here on purpose; the switch is on the board. */
export const loader = ({ params }: LoaderFunctionArgs) => redirect(`/boards/${params['boardId'] ?? ''}`)

export const action = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const { database, now } = args.context
    const boardId = requireBoardId(actor, args.params['boardId'])
    if (!maySetDispatchMode(actor, boardId))
      return Response.json(refuse({ name: 'not-allowed' }), { status: 403 })
    const given = dispatchModeChange.safeParse(await args.request.json().catch(() => null))
    if (!given.success) return Response.json(refuse({ name: 'wrong-field', field: 'mode' }), { status: 400 })
    await setDispatchMode(database.kysely, { boardId, ...given.data, by: actorRef(actor), at: now() })
    return Response.json({ ok: true })
  })
