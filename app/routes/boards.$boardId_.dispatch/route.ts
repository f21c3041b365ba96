import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireBoardId } from '../../session/board.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { changeEngine } from './change-engine.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

/** Nobody comes here on purpose; the switch is on the board. */
export const loader = ({ params }: LoaderFunctionArgs) => redirect(`/boards/${params['boardId'] ?? ''}`)

export const action = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const boardId = requireBoardId(actor, args.params['boardId'])
    const given = await readJsonBody(args.request)
    const answer = await changeEngine(args.context, actor, boardId, given)
    return Response.json(answer, { status: answer.ok ? 200 : 400 })
  })
