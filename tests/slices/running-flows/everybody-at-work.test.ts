import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { engineOf } from '#domain/dispatch-engine.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { isAllOver, openWorkingBoard } from '#tests/support/working-board.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it.each(starters.map(({ key, graph }) => [key, graph] as const))(
  '[F7] [F9] every ticket comes to an end on %s, each step by somebody whose it is',
  { timeout: 60_000 },
  async (key, graph) => {
    const boardId = await insertTestBoard(database)
    await runBoardOn(database, boardId, graph)
    for (const lng of [121.4, 121.45, 121.5, 121.55])
      await insertTestEngineer(database, boardId, { home: { lng, lat: 31.22 } })
    const start = Date.now()
    const createTickets = createCreateTickets({
      sql: database.sql,
      now: () => start,
      onCommitted: () => undefined,
    })
    // Each of the series opens another one, five deep.
    const length = key === 'onboarding' ? 1 : 6
    const commands = Array.from({ length }, (_, index) => ({
      commandId: randomUUID(),
      ...newTicket({ priority: index === 0 ? 1 : 3 }),
    }))
    await createTickets(engineOf(boardId), boardId, commands)
    const board = await openWorkingBoard(database, boardId, { seed: 5, start })
    await board.liveUntil(isAllOver)
    const ended = [...board.view().tickets.values()].filter(({ nodeId }) => nodeId === 'cancelled')
    expect(ended).toEqual([])
    expect(Object.fromEntries(board.refusals)).toEqual({})
    await expectOneTruth(database, boardId, [])
  },
)
