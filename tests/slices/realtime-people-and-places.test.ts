import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { frameTileOf } from '#contract/position-frame.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { startTestRedis, type TestRedis } from '#tests/support/redis-server.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

/** Two nodes that know each other by Redis: what is shown here of one node is shown of both. */
let redis: TestRedis
let database: TestDatabase
let nodes: [TestServer, TestServer]
let boardId: string
let engineerId: string
let device: BoardSocket
let clients: TestBoardClient[]

const here = { lng: 121.47, lat: 31.23 }

beforeAll(async () => {
  redis = await startTestRedis()
  database = await createTestDatabase()
  const start = () => startTestServer({ database, redisUrl: redis.url })
  nodes = [await start(), await start()]
})
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
  await redis.kill()
})
beforeEach(async () => {
  clients = []
  boardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  const token = createToken()
  await database.kysely
    .insertInto('device_token')
    .values({ token_hash: hashToken(token), engineer_id: engineerId })
    .execute()
  device = connectBoardSocket(nodes[0].url, { authorization: `Bearer ${token}` })
  device.connect()
})
afterEach(() => {
  device.disconnect()
  for (const client of clients) client.close()
})

async function openClient(node: TestServer, name: string) {
  const client = await openBoardClient(database, { url: node.url, boardId, name })
  clients.push(client)
  await client.untilLive()
  return client
}

const report = (lng: number, at = Date.now()) =>
  new Promise((resolve) =>
    device.emit('report', { fixes: [{ ...here, lng, at, headingDegrees: 90 }] }, resolve),
  )

const untilMoved = (client: TestBoardClient) =>
  new Promise<readonly string[]>((resolve) => {
    const stop = client.subscribePositions((changed) => {
      stop()
      resolve(changed)
    })
  })

describe('an engineer on the way', () => {
  it('[X2] [N4] is seen where somebody looks, on this node and the other', async () => {
    const near = await openClient(nodes[0], 'Ana')
    const far = await openClient(nodes[1], 'Ben')
    near.setView([frameTileOf(here)])
    far.setView(null)
    const moved = Promise.all([near, far].map(untilMoved))
    expect(await report(here.lng)).toEqual({ ok: true, accepted: 1 })
    expect(await moved).toEqual([[engineerId], [engineerId]])
    for (const client of [near, far]) {
      const position = client.getPositions().get(engineerId)
      expect(position?.lng).toBeCloseTo(here.lng, 4)
      expect(position?.lat).toBeCloseTo(here.lat, 4)
      expect(Math.abs((position?.headingDegrees ?? 0) - 90)).toBeLessThan(1.5)
      expect(Math.abs((position?.at ?? 0) - Date.now())).toBeLessThan(5_000)
    }
  })

  it('[X3] is there at once for somebody who opens the board later, and again after a cut', async () => {
    await report(here.lng)
    const client = await openClient(nodes[0], 'Ana')
    client.setView([frameTileOf(here)])
    await untilMoved(client)
    expect([...client.getPositions().keys()]).toEqual([engineerId])
    client.socket.io.engine.close()
    await untilMoved(client)
  })
})

describe('colleagues', () => {
  const colleagueOf = (client: TestBoardClient, name: string) =>
    client.getState().colleagues.find((colleague) => colleague.name === name)

  it('[X8] [N4] see each other, what is open and what is dragged, and who has gone is gone', async () => {
    const ana = await openClient(nodes[0], 'Ana')
    const ben = await openClient(nodes[0], 'Ben')
    const li = await openClient(nodes[1], 'Li')
    for (const client of [ana, ben, li]) await client.until(({ colleagues }) => colleagues.length === 2)
    expect(colleagueOf(ana, 'Ana')).toBeUndefined()
    const dragging = { ticketId: engineerId, overEngineerId: engineerId }
    ana.setPresence({ openTicketId: boardId, dragging })
    for (const client of [ben, li]) {
      await client.until(() => colleagueOf(client, 'Ana')?.dragging?.ticketId === engineerId)
      expect(colleagueOf(client, 'Ana')).toMatchObject({
        personId: ana.actor.id,
        openTicketId: boardId,
        dragging,
      })
    }
    ana.close()
    for (const client of [ben, li]) await client.until(({ colleagues }) => colleagues.length === 1)
  })

  it('[X8] are told again what I have open after my line was cut', async () => {
    const ana = await openClient(nodes[0], 'Ana')
    const ben = await openClient(nodes[0], 'Ben')
    ana.setPresence({ openTicketId: boardId, dragging: null })
    await ben.until(() => colleagueOf(ben, 'Ana')?.openTicketId === boardId)
    const before = colleagueOf(ben, 'Ana')?.connectionId
    ana.socket.io.engine.close()
    await ben.until(() => {
      const seen = colleagueOf(ben, 'Ana')
      return seen?.openTicketId === boardId && seen.connectionId !== before
    })
  })
})
