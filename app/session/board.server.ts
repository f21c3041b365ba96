import type { AppLoadContext } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import type { BoardSnapshot } from '#contract/board-snapshot.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import type { Actor } from '#domain/actor.ts'
import { mayWatchBoard } from '#server/policies/board.ts'
import { refusePage } from './session.server.ts'

/** The id of a board that the actor may watch. Throws the page that says why not. */
export function requireBoardId(actor: Actor, boardId: string | undefined): string {
  const parsed = id.safeParse(boardId)
  if (!parsed.success) throw refusePage({ name: 'board-not-found' }, 404)
  if (!mayWatchBoard(actor, parsed.data)) throw refusePage({ name: 'not-allowed' }, 403)
  return parsed.data
}

export async function requireBoardSnapshot(
  { database, now }: AppLoadContext,
  actor: Actor,
  boardId: string | undefined,
): Promise<BoardSnapshot> {
  const snapshot = await findBoardSnapshot(database.sql, requireBoardId(actor, boardId), now())
  if (!snapshot) throw refusePage({ name: 'board-not-found' }, 404)
  return snapshot
}
