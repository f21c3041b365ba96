import { applyBoardEvents, type BoardEvent } from '#contract/board-event.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import type { Sql } from '#db/client.ts'
import { indexFlows, knowsFlow, type BoardFlows } from '#domain/flow/board-flows.ts'
import type { Instant } from '#domain/instant.ts'
import { flowAfter } from '#domain/ticket/ticket-event.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardView } from '#server/simulation/board-view.ts'

export type BoardFollower = {
  view: () => BoardView
  /** Reads what has been committed since the last time. */
  refresh: () => Promise<void>
}

const mostEvents = 1_000

/** Follows a board's log beside the database. Undefined when there is no such board. */
export async function followBoard(
  sql: Sql,
  boardId: string,
  now: () => Instant,
): Promise<BoardFollower | undefined> {
  const read = async () => {
    const snapshot = await findBoardSnapshot(sql, boardId, now())
    if (!snapshot) return undefined
    const { seq, board, flows, engineers } = snapshot
    const tickets: ReadonlyMap<string, Ticket> = new Map(
      snapshot.tickets.map((ticket) => [ticket.id, ticket]),
    )
    return {
      seq,
      view: { id: board.id, timeZone: board.timeZone, flows: indexFlows(flows), engineers, tickets },
    }
  }
  const first = await read()
  if (!first) return undefined
  let current = first
  return {
    view: () => current.view,
    async refresh() {
      const events = await findEventsAfter(sql, boardId, current.seq, mostEvents)
      const last = events.at(-1)
      if (!last) return
      const { view } = current
      if (!isWhole(view, events)) {
        current = (await read()) ?? current
        return
      }
      current = { seq: last.seq, view: { ...view, tickets: applyBoardEvents(view.tickets, events) } }
    },
  }
}

/** A snapshot leaves out tickets that were closed long ago, and versions of flows that nothing ran on; one may be back. */
function isWhole(
  { tickets, flows }: { tickets: ReadonlyMap<string, Ticket>; flows: BoardFlows },
  events: readonly BoardEvent[],
): boolean {
  const known = new Set(tickets.keys())
  return events.every(({ event }) => {
    if (event.type === 'ticketCreated') known.add(event.ticketId)
    return known.has(event.ticketId) && knowsFlow(flows, flowAfter(event) ?? null)
  })
}
