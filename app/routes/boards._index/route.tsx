import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { createI18n } from '../../i18n/i18n.ts'
import { readPreferences } from '../../preferences/preferences.ts'
import { asPerson } from '../../session/session.server.ts'
import { BoardsScreen } from './boards-screen.tsx'
import { changeFlow } from './change-flow.server.ts'
import { createBoard } from './create-board.server.ts'
import { loadBoards } from './load-boards.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => ({
    ...(await loadBoards(args.context, actor)),
    me: { name: actor.name, role: actor.role },
    title: createI18n(readPreferences(args.request).locale).t('boards:title'),
  }))

export const action = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const form = await args.request.formData()
    const changed = await changeFlow(args.context, actor, form)
    if (changed) return changed.ok ? {} : { error: changed.rejection }
    const made = await createBoard(args.context, actor, form)
    if (!made.ok) return { error: made.rejection }
    throw redirect(`/boards/${made.boardId}`)
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Boards() {
  const props = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <BoardsScreen {...props} error={answer?.error} />
}
