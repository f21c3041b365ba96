import { expect } from 'vitest'
import { applyBoardEvents, type BoardEvent } from '#contract/board-event.ts'
import { findEventsAfter } from '#db/board-log.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { applyFlowEvent, notStarted, type FlowState } from '#domain/flow/flow-state.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { TestBoardClient } from './board-client.ts'
import type { TestDatabase } from './database.ts'

/**
 * Waits until every client has come as far as the log, then holds each against the folded log and the tables; where
 * tickets run on drawn flows, the steps in the log are where they stand.
 * Only for boards whose tickets were all made through commands.
 */
export async function expectOneTruth(
  { sql }: TestDatabase,
  boardId: string,
  clients: readonly TestBoardClient[],
): Promise<void> {
  const events = await findEventsAfter(sql, boardId, 0, 1_000_000)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const folded = applyBoardEvents(new Map(), events)
  const snapshot = await findBoardSnapshot(sql, boardId, Date.now())
  expect(byId(snapshot?.tickets ?? [])).toEqual(folded)
  expect(await findStates(sql, boardId)).toEqual(foldStates(events))
  for (const client of clients) {
    await client.until(
      ({ confirmed, pending }) =>
        pending.length === 0 &&
        confirmed.size === folded.size &&
        [...folded.values()].every((ticket) => isAsFar(confirmed.get(ticket.id), ticket)),
    )
    expect(client.getState().confirmed).toEqual(folded)
    expect(client.getState().shown).toEqual(folded)
  }
}

/** Where the log says that tickets stand on their flows. */
function foldStates(events: readonly BoardEvent[]): ReadonlyMap<string, FlowState> {
  const states = new Map<string, FlowState>()
  for (const { event } of events) {
    const steps = 'steps' in event ? (event.steps ?? []) : []
    if (steps.length === 0) continue
    states.set(event.ticketId, steps.reduce(applyFlowEvent, states.get(event.ticketId) ?? notStarted))
  }
  return states
}

async function findStates(
  sql: TestDatabase['sql'],
  boardId: string,
): Promise<ReadonlyMap<string, FlowState>> {
  const rows = await sql<{ id: string; state: FlowState }[]>`
    select ticket_id as id, state from ticket_flow where board_id = ${boardId}`
  return new Map(rows.map(({ id, state }) => [id, state]))
}

const isAsFar = (mine: Ticket | undefined, theirs: Ticket): boolean =>
  mine?.version === theirs.version && mine.noteCount === theirs.noteCount

const byId = (tickets: readonly Ticket[]) => new Map(tickets.map((ticket) => [ticket.id, ticket]))
