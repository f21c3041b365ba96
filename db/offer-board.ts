import type { OfferBoard } from '#domain/engineer-offers.ts'
import type { Sql } from './client.ts'
import { countOpenLoads, findBoardEngineers } from './engineer.ts'
import { findWorkMarks } from './own-work.ts'
import { findOfferedTickets } from './ticket.ts'

/**
 * Everything by which a board's engineers are told what they are asked, and these whether their work has changed; undefined
 * where there is no such board.
 */
export async function findOfferBoard(
  sql: Sql,
  boardId: string,
  engineerIds: readonly string[],
): Promise<OfferBoard | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [[board], offered, workMarks] = await Promise.all([
      tx<{ timeZone: string }[]>`select time_zone as "timeZone" from board where id = ${boardId}`,
      findOfferedTickets(tx, boardId),
      findWorkMarks(tx, boardId, engineerIds),
    ])
    if (!board) return undefined
    // On most boards, most of the time, nobody is asked anything.
    const engineers = offered.length > 0 ? await findBoardEngineers(tx, boardId) : []
    const loads = await countOpenLoads(
      tx,
      engineers.map(({ id }) => id),
    )
    return {
      ...board,
      offered,
      engineers: new Map(engineers.map((engineer) => [engineer.id, engineer])),
      openLoad: (engineerId) => loads.get(engineerId) ?? 0,
      workMark: (engineerId) => workMarks.get(engineerId) ?? '',
    }
  })
}
