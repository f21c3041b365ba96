import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertBoard } from '#db/board.ts'
import { findBoardOnFlow, isFlowOpen, putFlowAway } from '#db/flow-documents.ts'
import type { Actor, Role } from '#domain/actor.ts'
import { archiveFlow } from '#server/commands/archive-flow.ts'
import { chooseFlow } from '#server/commands/choose-flow.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { countWaiting } from '#tests/support/lock-waits.ts'
import { runBoardOn, starterGraph } from '#tests/support/published-flow.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const person = (role: Role): Actor => ({ kind: 'person', id: randomUUID(), name: 'Ana', role, boardIds: [] })
const archive = (flowId: string, role: Role = 'admin') =>
  archiveFlow({ database, now: Date.now }, person(role), flowId)

it('[D21] a flow on which new tickets of a board run is not archived before the board has another one', async () => {
  const boardId = await insertTestBoard(database, { name: '上海' })
  const flowId = await runBoardOn(database, boardId, starterGraph('three-steps'))
  expect(await archive(flowId)).toEqual({ ok: false, rejection: { name: 'flow-in-use', board: '上海' } })
  expect(await isFlowOpen(database.sql, flowId)).toBe(true)
  await database.sql`update board set flow_id = null where id = ${boardId}`
  expect(await archive(flowId)).toEqual({ ok: true })
  expect(await isFlowOpen(database.sql, flowId)).toBe(false)
  for (const gone of [flowId, randomUUID(), 'x'])
    expect(await archive(gone)).toEqual({ ok: false, rejection: { name: 'flow-not-found' } })
})

it('[D21] who is no administrator archives nothing', async () => {
  for (const role of ['supervisor', 'dispatcher', 'service-desk', 'engineer'] as const)
    expect(await archive(randomUUID(), role)).toEqual({ ok: false, rejection: { name: 'not-allowed' } })
})

it('[D21] of a flow that is archived while it is chosen for a board there is no board', async () => {
  const [boardId, other] = [await insertTestBoard(database), await insertTestBoard(database)]
  const flowId = await runBoardOn(database, other, starterGraph('three-steps'))
  await database.sql`update board set flow_id = null where id = ${other}`
  const board = { id: randomUUID(), name: '苏州', timeZone: 'Asia/Shanghai', zoom: 10, flowId }
  const under = await database.sql.begin(async (tx) => {
    await findBoardOnFlow(tx, flowId)
    await putFlowAway(tx, flowId, Date.now())
    // Until that is committed the flow is still found; both then wait for what becomes of it.
    const answers = Promise.all([
      chooseFlow({ sql: database.sql, now: Date.now }, person('admin'), { boardId, raw: flowId }),
      insertBoard(database.sql, { ...board, centre: { lng: 121, lat: 31 } }),
    ])
    await expect.poll(() => countWaiting(database.sql)).toBe(2)
    return { answers }
  })
  const [chosen, isMade] = await under.answers
  expect(chosen).toEqual({ ok: false, rejection: { name: 'flow-unpublished' } })
  expect(isMade).toBe(false)
  const boards = await database.sql`select from board where flow_id = ${flowId}`
  expect(boards).toHaveLength(0)
})
