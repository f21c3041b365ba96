import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandInput, CommandName } from '#contract/command.ts'
import type { AdviceAnswer } from '#contract/wire.ts'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { minutes } from '#domain/instant.ts'
import type { Advice } from '#domain/scoring/advice.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { BoardSocket } from '#realtime/client/connect-socket.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { insertDeviceToken, openSocket } from '#tests/support/open-socket.ts'
import { rankByHand } from '#tests/support/ranking-by-hand.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'
import { roadSeconds, startTravelEngine } from '#tests/support/travel-engine.ts'
import { standardPolicy } from '#tests/support/standard-policy.ts'

const door = { lng: 121.47, lat: 31.23 }
const aside = (degrees: number): LngLat => ({ lng: door.lng + degrees, lat: door.lat })
const customer = { name: '陈女士', phone: '13812345678' }

let server: TestServer
let boardId: string
let near: string
let middle: string
let far: string
let ana: TestBoardClient
let places: Map<string, { place: LngLat; at: Instant }>
let sockets: BoardSocket[]

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  const { database, url } = server
  sockets = []
  places = new Map()
  boardId = await insertTestBoard(database)
  near = await insertTestEngineer(database, boardId, { name: 'Near', home: aside(0.01) })
  middle = await insertTestEngineer(database, boardId, { name: 'Middle', home: aside(0.02) })
  far = await insertTestEngineer(database, boardId, { name: 'Far', home: aside(0.2) })
  ana = await openBoardClient(database, { url, boardId, name: 'Ana' })
  await ana.untilLive()
})
afterEach(() => {
  ana.close()
  for (const socket of sockets) socket.disconnect()
})

async function done<Name extends CommandName>(
  name: Name,
  input: Omit<CommandInput<Name>, 'commandId' | 'boardId'>,
) {
  const answer = await sendCommand(ana.socket, commandOn(boardId, name, input))
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.rejection.name}`)
}

async function create(given: Parameters<typeof newTicket>[0] = {}): Promise<string> {
  const input = newTicket({ place: door, ...given })
  await done('createTicket', input)
  return input.ticketId
}

const assign = (ticketId: string, engineerId: string) =>
  done('assignTicket', { ticketId, engineerId, expectedVersion: 1 })

async function finish(ticketId: string) {
  const stages = ['on-site', 'to-verify', 'closed'] as const
  for (const [index, stage] of stages.entries())
    await done('moveTicketStage', { ticketId, stage, expectedVersion: 2 + index })
}

async function report(engineerId: string, place: LngLat, at = Date.now()) {
  const token = await insertDeviceToken(server.database, engineerId)
  const device = await openSocket(server.url, { authorization: `Bearer ${token}` })
  sockets.push(device)
  await new Promise((resolve) => device.emit('report', { fixes: [{ ...place, at }] }, resolve))
  places.set(engineerId, { place, at })
}

async function advise(ticketId: string, client = ana): Promise<Advice> {
  const answer = await client.advise(ticketId)
  if (!answer.ok) throw new Error(`refused: ${answer.rejection.name}`)
  return answer.advice
}

const orderOf = ({ recommended }: Advice) => recommended.map(({ engineerId }) => engineerId)

/** The advice is what the scoring gives on the facts as the database has them. */
async function expectByHand(ticketId: string): Promise<Advice> {
  const advice = await advise(ticketId)
  const { eligible, excluded } = await rankByHand(server.database, boardId, ticketId, {
    now: advice.at,
    places,
  })
  expect(advice.recommended).toMatchObject(
    eligible.map(({ candidate, raw, score }) => ({
      engineerId: candidate.engineer.id,
      score,
      raw,
      travel: candidate.travel,
      openLoad: candidate.openLoad,
    })),
  )
  expect(advice.excluded).toEqual(
    excluded.map(({ candidate, rejection }) => ({ engineerId: candidate.engineer.id, rejection })),
  )
  return advice
}

describe('advice', () => {
  it('[W5] is the order of the scoring on the facts of the database, first read and then by events', async () => {
    const { sql } = server.database
    await sql`update engineer set rating_sum = 460, rating_count = 100 where id = ${middle}`
    const before = await create({ customer })
    await assign(before, far)
    await finish(before)
    const held = await create()
    await assign(held, near)
    const asked = await create({ customer, requiredSkills: [{ skill: 'air-conditioning', level: 1 }] })
    await expectByHand(asked)

    await report(far, aside(0.002))
    await report(middle, aside(0.3), Date.now() - minutes(20))
    const second = await create({ customer })
    await assign(second, middle)
    await done('reassignTicket', { ticketId: held, engineerId: middle, expectedVersion: 2 })
    await finish(second)
    await expectByHand(asked)

    await done('reopenTicket', { ticketId: second, expectedVersion: 5 })
    await done('cancelTicket', { ticketId: held, expectedVersion: 3, reason: '重复报修' })
    const advice = await expectByHand(asked)
    expect(advice.recommended.map(({ placeFrom }) => placeFrom).sort()).toEqual(['home', 'live', 'stale'])
  })

  it('[W5] follows an assignment and a position at once', async () => {
    const asked = await create()
    expect(orderOf(await advise(asked))).toEqual([near, middle, far])
    for (let tickets = 0; tickets < 3; tickets += 1) await assign(await create(), near)
    const loaded = await advise(asked)
    expect(loaded.recommended.find(({ engineerId }) => engineerId === near)?.openLoad).toBe(3)
    expect(orderOf(loaded)[0]).toBe(middle)
    await report(far, aside(0.001))
    expect(orderOf(await advise(asked))[0]).toBe(far)
  })

  it('does not count a ticket as load of its own holder', async () => {
    const asked = await create()
    await assign(asked, near)
    const advice = await advise(asked)
    expect(advice.recommended.find(({ engineerId }) => engineerId === near)?.openLoad).toBe(0)
  })

  it('keeps to what the customer wishes', async () => {
    const asked = await create({ customer })
    const { sql } = server.database
    await sql`
      insert into customer_wish (customer_id, engineer_id, wish)
      select customer_id, ${near}, 'never' from ticket where id = ${asked}`
    const advice = await expectByHand(asked)
    expect(advice.excluded).toEqual([
      { engineerId: near, rejection: { name: 'customer-wish', engineer: 'Near' } },
    ])
  })

  it('speaks by the policy that the board has chosen', async () => {
    const { kysely } = server.database
    const policyId = randomUUID()
    const body = { ...samplePolicy, automatic: { floor: 99, lead: 9 } }
    await kysely.insertInto('policy').values({ id: policyId, name: policyId }).execute()
    await kysely.insertInto('policy_version').values({ policy_id: policyId, number: 3, body }).execute()
    const other = await insertTestBoard(server.database)
    const choice = { board_id: boardId, policy_id: policyId, policy_number: 3 }
    await kysely.insertInto('board_dispatch').values(choice).execute()
    const advice = await advise(await create())
    expect(advice).toMatchObject({
      policy: { policyId, number: 3 },
      automatic: { floor: 99, lead: 9 },
      alone: { ok: false, reason: 'below-floor' },
    })
    const ben = await openBoardClient(server.database, { url: server.url, boardId: other, name: 'Ben' })
    await ben.untilLive()
    const input = newTicket()
    await sendCommand(ben.socket, commandOn(other, 'createTicket', input))
    expect(await advise(input.ticketId, ben)).toMatchObject({
      policy: standardPolicy,
      recommended: [],
      alone: { ok: false, reason: 'nobody' },
    })
    ben.close()
  })

  it('has travel times by road for the best, where an engine knows them', async () => {
    const engine = await startTravelEngine('osrm')
    const settings = { kind: 'osrm', url: engine.url, datum: 'wgs84' } as const
    const node = await startTestServer({
      database: server.database,
      travel: { engine: settings, budgetMs: 5_000 },
    })
    const ben = await openBoardClient(server.database, { url: node.url, boardId, name: 'Ben' })
    await ben.untilLive()
    const asked = await create()
    const first = (await advise(asked, ben)).recommended[0]
    expect(first?.travel).toMatchObject({ source: 'road' })
    expect(first?.travel.seconds).toBeCloseTo(roadSeconds(aside(0.01), door), 0)
    expect(first?.raw.travel).toMatchObject({ flags: ['position-from-home'] })
    ben.close()
    await node.close()
    await engine.close()
  })
})

describe('a question for advice', () => {
  const ask = (socket: BoardSocket, raw: unknown) =>
    new Promise<AdviceAnswer>((resolve) => socket.emit('advise', raw, resolve))

  const asRole = async (role: Role, board = boardId) => {
    const client = await openBoardClient(server.database, { url: server.url, boardId: board, role })
    sockets.push(client.socket)
    await client.untilLive()
    return client
  }

  it('[W6] is answered to those who may assign on the board', async () => {
    const ticketId = await create()
    for (const role of ['admin', 'supervisor', 'dispatcher'] as const)
      expect(await (await asRole(role)).advise(ticketId)).toMatchObject({ ok: true })
    const refused = { ok: false, rejection: { name: 'not-allowed' } }
    expect(await (await asRole('service-desk')).advise(ticketId)).toEqual(refused)
    const elsewhere = await asRole('dispatcher', await insertTestBoard(server.database))
    expect(await ask(elsewhere.socket, { boardId, ticketId })).toEqual(refused)
    const token = await insertDeviceToken(server.database, near)
    const device = await openSocket(server.url, { authorization: `Bearer ${token}` })
    sockets.push(device)
    expect(await ask(device, { boardId, ticketId })).toEqual(refused)
  })

  it('[W6] about what is not there or not open is refused by name', async () => {
    const refused = (name: string, more = {}) => ({ ok: false, rejection: { name, ...more } })
    expect(await ana.advise(randomUUID())).toEqual(refused('ticket-not-found'))
    const closed = await create()
    await done('cancelTicket', { ticketId: closed, expectedVersion: 1, reason: '重复报修' })
    expect(await ana.advise(closed)).toEqual(refused('ticket-closed'))
    const admin = await asRole('admin')
    expect(await ask(admin.socket, { boardId: randomUUID(), ticketId: closed })).toEqual(
      refused('board-not-found'),
    )
    const other = await insertTestBoard(server.database)
    expect(await ask(admin.socket, { boardId: other, ticketId: closed })).toEqual(refused('ticket-not-found'))
    expect(await ask(admin.socket, { boardId, ticketId: 7 })).toEqual(
      refused('wrong-field', { field: 'ticketId' }),
    )
  })

  it('[C14] is not kept while the line is cut', async () => {
    const ticketId = await create()
    ana.socket.disconnect()
    expect(await ana.advise(ticketId)).toEqual({ ok: false, rejection: { name: 'no-answer' } })
  })
})
