import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { insertTestFlow, openFlowScreen, type FlowScreen } from '#tests/support/flow-screen.ts'
import { startTestRedis, type TestRedis } from '#tests/support/redis-server.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

let database: TestDatabase
let flowId: string
let nodes: TestServer[]
let screens: [FlowScreen, FlowScreen]

beforeEach(async () => {
  database = await createTestDatabase()
  flowId = await insertTestFlow(database)
})
afterEach(async () => {
  for (const screen of screens) screen.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})

async function openNodes(redisUrl?: string) {
  nodes = await Promise.all([0, 1].map(() => startTestServer({ database, ...(redisUrl && { redisUrl }) })))
  const open = (index: number) =>
    openFlowScreen(database, { url: nodes[index]?.url ?? '', flowId, name: `node ${index}` })
  screens = [await open(0), await open(1)]
  await Promise.all(screens.map((screen) => screen.untilLive()))
}

/** Both change the same node at the same time, field by field, and in the end have the same. */
async function changeOnBoth(round: string) {
  const [one, other] = screens
  for (let change = 1; change <= 20; change += 1) {
    one.configure('repair', `${round} one ${change}`, change)
    other.configure('repair', `${round} other ${change}`, change)
    one.moveNode('end', [change, 1])
    other.moveNode('end', [change, 2])
    await Promise.all(screens.map((screen) => screen.untilSaved()))
  }
  const fields = (screen: FlowScreen) =>
    Object.keys(screen.readNode('repair')?.config ?? {}).filter((field) => field.startsWith(round)).length
  await one.untilDocument(() => fields(one) === 40)
  await other.untilDocument(() => fields(other) === 40)
  await one.untilDocument(() => isDeepStrictEqual(one.readDraft(), other.readDraft()))
}

describe('two nodes with Redis', () => {
  let redis: TestRedis
  beforeEach(async () => {
    redis = await startTestRedis()
    await openNodes(redis.url)
  })
  afterEach(() => redis.kill())

  it('[D15] what is changed on one is seen on the other, also while Redis is killed and started again', async () => {
    await changeOnBoth('before')
    await redis.kill()
    await changeOnBoth('without')
    await redis.start()
    await changeOnBoth('after')
  })

  it('[D15] people see each other across the nodes, and who leaves is gone on both', async () => {
    const [one, other] = screens
    one.setPresence({ cur: [3, 4] })
    const [seen] = await other.untilPeers(([peer]) => peer?.cur !== undefined)
    expect(seen).toMatchObject({ cur: [3, 4], user: { name: 'node 0' } })
    one.close()
    await other.untilPeers((peers) => peers.length === 0)
  })
})

it('[D15] two nodes without Redis ring each other by NOTIFY', async () => {
  await openNodes()
  await changeOnBoth('notified')
})
