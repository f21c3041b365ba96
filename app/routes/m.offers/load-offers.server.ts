import type { AppLoadContext } from '@remix-run/node'
import type { EngineerOffers } from '#contract/wire.ts'
import { findOfferBoard } from '#db/offer-board.ts'
import type { Actor } from '#domain/actor.ts'
import { findEngineerOffers } from '#domain/engineer-offers.ts'
import { refusePage } from '../../session/session.server.ts'

export async function loadOffers(
  { database, now }: Pick<AppLoadContext, 'database' | 'now'>,
  { id, boardId }: Extract<Actor, { kind: 'engineer' }>,
): Promise<EngineerOffers & { timeZone: string }> {
  const board = await findOfferBoard(database.sql, boardId, [id])
  if (!board) throw refusePage({ name: 'board-not-found' }, 404)
  const serverNow = now()
  return {
    serverNow,
    offers: findEngineerOffers(id, board, serverNow),
    work: board.workMark(id),
    timeZone: board.timeZone,
  }
}
