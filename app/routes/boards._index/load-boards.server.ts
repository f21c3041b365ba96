import type { AppLoadContext } from '@remix-run/node'
import { countOpenTickets, findBoards, findOpenDeadlines } from '#db/board.ts'
import { findBoardEngineers } from '#db/engineer.ts'
import { findPublishedFlows } from '#db/flow-versions.ts'
import type { Actor } from '#domain/actor.ts'
import { isOnShift } from '#domain/engineer.ts'
import { hours, localTime } from '#domain/instant.ts'
import { mayChooseFlow, mayCreateBoard, mayImportTickets } from '#server/policies/board.ts'
import { slaState, type SlaLevel } from '#domain/sla/sla-state.ts'

/** No ticket is at risk earlier than a day before it is due, see sla-state.ts. */
const longestRiskSpan = hours(24)

/** The boards of a person with what is going on there. */
export async function loadBoards(
  { database: { sql }, now: clock }: AppLoadContext,
  actor: Extract<Actor, { kind: 'person' }>,
) {
  const now = clock()
  const boards = await findBoards(sql, actor.role === 'admin' ? null : actor.id)
  const ids = boards.map(({ id }) => id)
  const [open, deadlines, flows, engineers] = await Promise.all([
    countOpenTickets(sql, ids),
    findOpenDeadlines(sql, ids, now + longestRiskSpan),
    mayChooseFlow(actor) ? findPublishedFlows(sql) : [],
    Promise.all(ids.map((id) => findBoardEngineers(sql, id))),
  ])
  const cards = boards.map((board, index) => {
    const levels = deadlines
      .filter(({ boardId }) => boardId === board.id)
      .map((ticket) => slaState({ ...ticket, closedAt: null }, now).level)
    const count = (...wanted: SlaLevel[]) => levels.filter((level) => wanted.includes(level)).length
    const here = localTime(now, board.timeZone)
    return {
      ...board,
      open: open.get(board.id) ?? 0,
      breached: count('breached'),
      atRisk: count('at-risk', 'critical'),
      engineers: engineers[index]?.length ?? 0,
      onShift: engineers[index]?.filter(({ shift }) => isOnShift(shift, here)).length ?? 0,
    }
  })
  return {
    boards: cards,
    now,
    flows,
    mayCreate: mayCreateBoard(actor),
    mayChooseFlow: mayChooseFlow(actor),
    mayImport: ids.some((id) => mayImportTickets(actor, id)),
  }
}
