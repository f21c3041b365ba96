import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { openCuttableLine, type CuttableLine } from '#tests/support/cuttable-line.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startTestRedis, type TestRedis } from '#tests/support/redis-server.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

type Screen = { client: TestBoardClient; line: CuttableLine }

let database: TestDatabase
let boardId: string
let nodes: TestServer[]
let screens: Screen[]

beforeEach(async () => {
  database = await createTestDatabase()
  boardId = await insertTestBoard(database)
})
afterEach(async () => {
  for (const { client } of screens) client.close()
  await Promise.all(screens.map(({ line }) => line.close()))
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

const nodeUrl = (index: number) => nodes[index % nodes.length]?.url ?? ''

async function openScreens(count: number) {
  screens = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const line = await openCuttableLine(nodeUrl(index))
      const client = await openBoardClient(database, { url: line.url, boardId, name: `screen ${index}` })
      await client.untilLive()
      return { client, line }
    }),
  )
}

/** Every screen makes and annotates tickets, and after each round comes back to another node. */
async function workAndWander(rounds: number): Promise<CommandAnswer[]> {
  const answers: Promise<CommandAnswer>[] = []
  for (let round = 1; round <= rounds; round += 1) {
    for (const { client } of screens) {
      const input = newTicket({ title: `round ${round}` })
      answers.push(client.send('createTicket', input))
      answers.push(client.send('addNote', { ticketId: input.ticketId, noteId: randomUUID(), text: '…' }))
    }
    for (const [index, { client, line }] of screens.entries()) {
      line.leadTo(nodeUrl(index + round))
      line.cut()
      await client.until(({ connection }) => connection.state === 'stale')
    }
    await Promise.all(screens.map(({ client }) => client.untilLive()))
  }
  return Promise.all(answers)
}

const expectAllAccepted = (answers: readonly CommandAnswer[]) => {
  for (const answer of answers) expect(answer).toMatchObject({ ok: true })
}

const expectOneTruthOnScreens = () =>
  expectOneTruth(
    database,
    boardId,
    screens.map(({ client }) => client),
  )

describe('two nodes with Redis', () => {
  let redis: TestRedis
  beforeEach(async () => {
    redis = await startTestRedis()
    nodes = await Promise.all([0, 1].map(() => startTestServer({ database, redisUrl: redis.url })))
  })
  afterEach(() => redis.kill())

  it('[N1] [C8] a client that is cut comes back to the other node and misses nothing', async () => {
    await openScreens(4)
    expectAllAccepted(await workAndWander(4))
    await expectOneTruthOnScreens()
  })

  // An unhandled rejection in a node would end it; vitest fails the run on one.
  it('[N2] Redis killed in the middle and started again: nothing is missed, no node ends', async () => {
    await openScreens(4)
    expectAllAccepted(await workAndWander(1))
    await redis.kill()
    const without = await workAndWander(2)
    await redis.start()
    expectAllAccepted([...without, ...(await workAndWander(2))])
    await expectOneTruthOnScreens()
  })
})

describe('two nodes without Redis', () => {
  beforeEach(async () => {
    nodes = await Promise.all([0, 1].map(() => startTestServer({ database })))
  })

  it('[N1] [N3] [E5] the other node is rung by NOTIFY, and nothing is missed', async () => {
    await openScreens(4)
    expectAllAccepted(await workAndWander(4))
    await expectOneTruthOnScreens()
  })
})
