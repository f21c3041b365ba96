import type { AppLoadContext } from '@remix-run/node'
import { findBoards } from '#db/board.ts'
import type { Actor } from '#domain/actor.ts'
import { mayImportTickets } from '#server/policies/board.ts'
import { requireBoardId } from '../../session/board.server.ts'
import { refusePage } from '../../session/session.server.ts'

type Person = Extract<Actor, { kind: 'person' }>

/** The id of a board into which the actor may import. Throws the page that says why not. */
export function requireImportBoardId(actor: Person, asked: string | undefined): string {
  const boardId = requireBoardId(actor, asked)
  if (!mayImportTickets(actor, boardId)) throw refusePage({ name: 'not-allowed' }, 403)
  return boardId
}

export async function loadImport(
  { database: { sql } }: AppLoadContext,
  actor: Person,
  asked: string | undefined,
) {
  const boardId = requireImportBoardId(actor, asked)
  const boards = await findBoards(sql, actor.role === 'admin' ? null : actor.id)
  const board = boards.find(({ id }) => id === boardId)
  if (!board) throw refusePage({ name: 'board-not-found' }, 404)
  return { board, me: { name: actor.name } }
}
