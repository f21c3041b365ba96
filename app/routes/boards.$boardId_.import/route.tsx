import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { asPerson } from '../../session/session.server.ts'
import { ImportScreen } from './import-screen.tsx'
import { loadImport } from './load-import.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, (actor) => loadImport(args.context, actor, args.params['boardId']))

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.board.name} · Paidan` : 'Paidan' },
]

export default function Import() {
  return <ImportScreen {...useLoaderData<typeof loader>()} />
}
