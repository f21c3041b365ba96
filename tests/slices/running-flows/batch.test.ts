import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { createCreateTickets } from '#server/commands/create-tickets.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { signIn } from '#tests/support/sign-in.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('[F1] tickets of one batch begin each by what its own customer is', async () => {
  const boardId = await insertTestBoard(database)
  await runBoardOn(database, boardId, starterGraph('complaint'))
  const customer = async (tier: string | null) => {
    const id = randomUUID()
    const row = { id, tier, name: id.slice(0, 8), phone: id.slice(0, 11), address: '' }
    await database.kysely.insertInto('customer').values(row).execute()
    return { id }
  }
  const [important, usual] = [await customer('vip'), await customer(null)]
  const { personId } = await signIn(database, { role: 'service-desk', boardIds: [boardId] })
  const desk: Actor = {
    kind: 'person',
    id: personId,
    name: 'Desk',
    role: 'service-desk',
    boardIds: [boardId],
  }
  const createTickets = createCreateTickets({
    sql: database.sql,
    now: Date.now,
    onCommitted: () => undefined,
  })
  const customers = [important, usual, important, null]
  const commands = customers.map((one) => ({
    commandId: randomUUID(),
    ...newTicket({ customer: one, priority: 3 }),
  }))
  for (const answer of await createTickets(desk, boardId, commands))
    expect(answer).toMatchObject({ ok: true })
  const rows = await database.sql<{ id: string; nodeId: string }[]>`
    select id, node_id as "nodeId" from ticket where board_id = ${boardId}`
  const nodeOf = new Map(rows.map(({ id, nodeId }) => [id, nodeId]))
  expect(commands.map(({ ticketId }) => nodeOf.get(ticketId))).toEqual([
    'urgent',
    'handle',
    'urgent',
    'handle',
  ])
  await expectOneTruth(database, boardId, [])
})
