import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isFlowOpen } from '#db/flow-documents.ts'
import type { Actor, Role } from '#domain/actor.ts'
import { archiveFlow } from '#server/commands/archive-flow.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
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
