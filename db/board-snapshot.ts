import { contractVersion, type BoardInfo, type BoardSnapshot } from '#contract/board-snapshot.ts'
import { hours, type Instant } from '#domain/instant.ts'
import { engineSettings } from './board-dispatch.ts'
import { boardFlow, findBoardFlows, toFlowRef, type FlowColumns } from './board-flow.ts'
import type { Sql, Transaction } from './client.ts'
import { findBoardEngineers } from './engineer.ts'
import { findBoardDistricts } from './region.ts'
import { findBoardTickets } from './ticket.ts'

/** A board and the number of the last event that is in it, from one repeatable-read transaction. */
export async function findBoardSnapshot(
  sql: Sql,
  boardId: string,
  now: Instant,
): Promise<BoardSnapshot | undefined> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    // The first statement takes the snapshot; those behind it go out at once and see the same moment.
    const [board, engineers, tickets, districts] = await Promise.all([
      findBoardWithHead(tx, boardId),
      findBoardEngineers(tx, boardId),
      findBoardTickets(tx, boardId, now - hours(24)),
      findBoardDistricts(tx, boardId),
    ])
    if (!board) return undefined
    const { seq, ...info } = board
    return {
      contractVersion,
      seq,
      serverNow: now,
      board: info,
      flows: await findBoardFlows(tx, [board.flow, ...tickets.map(({ flow }) => flow)]),
      districts: districts.map(({ name, nameEn }) => ({ name, nameEn })),
      engineers,
      tickets,
    }
  })
}

async function findBoardWithHead(
  tx: Transaction,
  boardId: string,
): Promise<(BoardInfo & { seq: number }) | undefined> {
  const [row] = await tx<
    (Omit<BoardInfo, 'centre' | 'flow'> &
      FlowColumns & { seq: number; centreLng: number; centreLat: number })[]
  >`
    select b.id, b.name, b.time_zone as "timeZone", b.centre_lng as "centreLng", b.centre_lat as "centreLat", b.zoom,
      b.closed_at is not null as closed, b.last_seq as seq, ${boardFlow(tx)}, ${engineSettings(tx)}
    from board b left join board_dispatch d on d.board_id = b.id where b.id = ${boardId}`
  if (!row) return undefined
  const { centreLng, centreLat, flowId, flowNumber, ...board } = row
  return { ...board, flow: toFlowRef({ flowId, flowNumber }), centre: { lng: centreLng, lat: centreLat } }
}
