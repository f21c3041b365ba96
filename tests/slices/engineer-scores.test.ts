import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mostScoredTickets, type EngineerScoresAnswer } from '#contract/wire.ts'
import type { Role } from '#domain/actor.ts'
import type { EngineerScore } from '#domain/scoring/engineer-score.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { startTravelEngine } from '#tests/support/travel-engine.ts'

const door = { lng: 121.47, lat: 31.23 }
const aside = (degrees: number) => ({ lng: door.lng + degrees, lat: door.lat })

let server: TestServer
let boardId: string
let near: string
let far: string
let clients: TestBoardClient[]
let ana: TestBoardClient

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  clients = []
  boardId = await insertTestBoard(server.database)
  near = await insertTestEngineer(server.database, boardId, { name: 'Near', home: aside(0.01) })
  far = await insertTestEngineer(server.database, boardId, { name: 'Far', home: aside(0.2) })
  ana = await open()
})
afterEach(() => {
  for (const client of clients) client.close()
})

async function open({ url = server.url, role = 'dispatcher' }: { url?: string; role?: Role } = {}) {
  const client = await openBoardClient(server.database, { url, boardId, role })
  clients.push(client)
  await client.untilLive()
  return client
}

async function create(given: Parameters<typeof newTicket>[0] = {}): Promise<string> {
  const ticket = newTicket({ place: door, ...given })
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  return ticket.ticketId
}

function scoresOf(answer: EngineerScoresAnswer): readonly EngineerScore[] {
  if (!answer.ok) throw new Error(answer.rejection.name)
  return answer.scores
}

/** The same as the advice of each ticket says of the engineer; the clock goes on in between. */
async function expectAsAdvised(client: TestBoardClient, engineerId: string, ticketIds: readonly string[]) {
  const scores = scoresOf(await client.scoreEngineer(engineerId, ticketIds))
  expect(scores.map(({ ticketId }) => ticketId)).toEqual(ticketIds)
  for (const score of scores) {
    const answer = await client.advise(score.ticketId)
    if (!answer.ok) throw new Error(answer.rejection.name)
    const { recommended, excluded } = answer.advice
    const line = recommended.find((one) => one.engineerId === engineerId)
    const left = excluded.find((one) => one.engineerId === engineerId)
    if (score.kind === 'against') expect(left?.rejection).toEqual(score.rejection)
    else {
      expect(score.recommended.travel).toEqual(line?.travel)
      expect(score.recommended.openLoad).toBe(line?.openLoad)
      expect(score.recommended.score.total).toBeCloseTo(line?.score.total ?? NaN, 0)
    }
  }
  return scores
}

describe('one engineer for many tickets', () => {
  it('[W12] says what the advice of each ticket says of the engineer', async () => {
    const held = await create()
    const ids = [
      await create({ place: aside(0.1) }),
      held,
      await create({ requiredSkills: [{ skill: 'nobody has it', level: 1 }] }),
    ]
    await ana.send('assignTicket', { ticketId: held, expectedVersion: 1, engineerId: near })
    for (const engineerId of [near, far]) {
      const scores = await expectAsAdvised(ana, engineerId, ids)
      expect(scores.map(({ kind }) => kind)).toEqual(['scored', 'scored', 'against'])
      expect(scores[2]).toMatchObject({ rejection: { name: 'skill-missing' } })
    }
  })

  it('[W12] travels by road where an engine knows the roads', async () => {
    const engine = await startTravelEngine('osrm')
    const settings = { kind: 'osrm', url: engine.url, datum: 'wgs84' } as const
    const node = await startTestServer({
      database: server.database,
      travel: { engine: settings, budgetMs: 5_000 },
    })
    const ids = [await create(), await create({ place: aside(0.1) })]
    const ben = await open({ url: node.url })
    const scores = await expectAsAdvised(ben, far, ids)
    for (const score of scores)
      expect(score).toMatchObject({ kind: 'scored', recommended: { travel: { source: 'road' } } })
    ben.close()
    await node.close()
    await engine.close()
  })

  it('[W12] says nothing of tickets that are closed or elsewhere', async () => {
    const closed = await create()
    await ana.send('cancelTicket', { ticketId: closed, expectedVersion: 1, reason: '重复报修' })
    const open = await create()
    const scores = scoresOf(await ana.scoreEngineer(near, [closed, open, randomUUID(), open]))
    expect(scores.map(({ ticketId }) => ticketId)).toEqual([open])
    expect(scoresOf(await ana.scoreEngineer(near, []))).toEqual([])
  })

  it('[W12] refuses by name whom it does not know, what is too much, and who may not ask', async () => {
    const refused = (name: string, more = {}) => ({ ok: false, rejection: { name, ...more } })
    const ticketId = await create()
    const other = await insertTestBoard(server.database)
    const elsewhere = await insertTestEngineer(server.database, other, { name: 'Elsewhere' })
    expect(await ana.scoreEngineer(elsewhere, [ticketId])).toEqual(refused('engineer-not-found'))
    const tooMany = Array.from({ length: mostScoredTickets + 1 }, () => ticketId)
    expect(await ana.scoreEngineer(near, tooMany)).toEqual(refused('wrong-field', { field: 'ticketIds' }))
    const desk = await open({ role: 'service-desk' })
    expect(await desk.scoreEngineer(near, [ticketId])).toEqual(refused('not-allowed'))
    const admin = await open({ role: 'admin' })
    const raw = { boardId: randomUUID(), engineerId: near, ticketIds: [ticketId] }
    expect(await new Promise((resolve) => admin.socket.emit('scoreEngineer', raw, resolve))).toEqual(
      refused('board-not-found'),
    )
    ana.socket.disconnect()
    expect(await ana.scoreEngineer(near, [ticketId])).toEqual(refused('no-answer'))
  })
})
