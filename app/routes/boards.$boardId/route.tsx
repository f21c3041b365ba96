import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { useMemo } from 'react'
import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import { BoardScreen } from '../../board/board-screen.tsx'
import { asPerson } from '../../session/session.server.ts'
import { loadBoard } from './load-board.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, (actor) => loadBoard(args.context, actor, args.params['boardId']))

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.boardName} · Paidan` : 'Paidan' },
]

/** The board keeps itself up to date by its log; filters and the open ticket live in the address and need no server. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentParams,
  nextParams,
  defaultShouldRevalidate,
}) => currentParams['boardId'] !== nextParams['boardId'] && defaultShouldRevalidate

export default function Board() {
  const { snapshotJson, ...props } = useLoaderData<typeof loader>()
  const snapshot = useMemo(() => JSON.parse(snapshotJson) as BoardSnapshot, [snapshotJson])
  return <BoardScreen key={snapshot.board.id} snapshot={snapshot} {...props} />
}
