import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { newTicket, openTwoBoardClients, type TestBoardClient } from '#tests/support/board-client.ts'
import { expectOneTruth } from '#tests/support/board-truth.ts'
import { leaveDispatchToPeople } from '#tests/support/dispatch-limits.ts'
import { addVersion, runBoardOn, starterGraph } from '#tests/support/published-flow.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

const refused = (name: string) => ({ ok: false, rejection: expect.objectContaining({ name }) as unknown })

let database: TestDatabase
let server: TestServer
let boardId: string
let engineerId: string
let ana: TestBoardClient
let ben: TestBoardClient

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startTestServer({ database })
})
afterAll(async () => {
  await server.close()
  await database.drop()
})
beforeEach(async () => {
  boardId = await insertTestBoard(database)
  engineerId = await insertTestEngineer(database, boardId)
  // What is done here is done by hand.
  await leaveDispatchToPeople(database, boardId)
  return () => {
    ana.close()
    ben.close()
  }
})

const open = async () => {
  ;[ana, ben] = await openTwoBoardClients(server, boardId)
}
const ticketOf = (ticketId: string, client = ana) => {
  const ticket = client.getState().confirmed.get(ticketId)
  if (!ticket) throw new Error(`no ticket ${ticketId}`)
  return ticket
}
const seen = (ticketId: string) => ({ ticketId, expectedVersion: ticketOf(ticketId).version })
const standsOn = (ticketId: string, nodeId: string) =>
  Promise.all(
    [ana, ben].map((client) => client.until(({ confirmed }) => confirmed.get(ticketId)?.nodeId === nodeId)),
  )
async function create(): Promise<string> {
  const ticket = newTicket()
  expect(await ana.send('createTicket', ticket)).toMatchObject({ ok: true })
  await ana.until(({ confirmed, pending }) => confirmed.has(ticket.ticketId) && pending.length === 0)
  return ticket.ticketId
}
const assign = (ticketId: string) => ana.send('assignTicket', { ...seen(ticketId), engineerId })
const move = (ticketId: string, stage: 'on-site' | 'en-route' | 'to-verify' | 'closed' | 'waiting') =>
  ana.send('moveTicketStage', { ...seen(ticketId), stage })
const staysOf = async (ticketId: string) =>
  (
    await database.sql<{ line: string }[]>`
      select node_id || ' ' || coalesce(exit, '–') as line from node_stay where ticket_id = ${ticketId} order by id`
  ).map(({ line }) => line)
const timersOf = async (ticketId: string) =>
  (
    await database.sql<{ kind: string }[]>`select kind from timer where ticket_id = ${ticketId} order by kind`
  ).map(({ kind }) => kind)

describe('a board on a drawn flow', () => {
  it('[F1] [F3] [F5] starts tickets on it, moves them along its ways, and writes down how long they stood', async () => {
    const flowId = await runBoardOn(database, boardId, starterGraph('board-standard'))
    await open()
    const ticketId = await create()
    expect(ticketOf(ticketId)).toMatchObject({ flow: { id: flowId, number: 1 }, nodeId: 'to-dispatch' })
    expect(await move(ticketId, 'on-site')).toEqual(refused('no-transition'))
    expect(await assign(ticketId)).toMatchObject({ ok: true })
    await standsOn(ticketId, 'assigned')
    expect(await move(ticketId, 'en-route')).toMatchObject({ ok: true })
    await standsOn(ticketId, 'en-route')
    expect(await move(ticketId, 'on-site')).toMatchObject({ ok: true })
    await standsOn(ticketId, 'on-site')
    expect(await move(ticketId, 'waiting')).toEqual(refused('choose-transition'))
    expect(await move(ticketId, 'to-verify')).toMatchObject({ ok: true })
    await standsOn(ticketId, 'to-verify')
    expect(await move(ticketId, 'closed')).toMatchObject({ ok: true })
    await standsOn(ticketId, 'closed')
    expect(ticketOf(ticketId, ben)).toMatchObject({ stage: 'closed', nodeId: 'closed' })
    expect(await staysOf(ticketId)).toEqual([
      'to-dispatch assigned',
      'assigned leave',
      'en-route arrive',
      'on-site done',
      'to-verify closed',
      'closed –',
    ])
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[F4] gives, takes back, cancels and reopens by the engine', async () => {
    await runBoardOn(database, boardId, starterGraph('appliance-repair'))
    await open()
    const ticketId = await create()
    expect(ticketOf(ticketId)).toMatchObject({ nodeId: 'auto', stage: 'to-dispatch' })
    expect(await timersOf(ticketId)).toEqual(['wait'])
    expect(await assign(ticketId)).toMatchObject({ ok: true })
    await standsOn(ticketId, 'accept')
    expect(await timersOf(ticketId)).toEqual(['breach', 'warning'])
    expect(await move(ticketId, 'en-route')).toMatchObject({ ok: true })
    await standsOn(ticketId, 'travel')
    expect(await ana.send('unassignTicket', seen(ticketId))).toMatchObject({ ok: true })
    await standsOn(ticketId, 'auto')
    expect(ticketOf(ticketId).assignment).toBeNull()
    expect(await ana.send('cancelTicket', { ...seen(ticketId), reason: '不修了' })).toMatchObject({
      ok: true,
    })
    await standsOn(ticketId, 'cancelled')
    expect(await timersOf(ticketId)).toEqual([])
    expect(await ana.send('reopenTicket', seen(ticketId))).toMatchObject({ ok: true })
    await ana.until(({ confirmed }) => confirmed.get(ticketId)?.stage !== 'closed')
    await expectOneTruth(database, boardId, [ana, ben])
  })

  it('[F3] says what is still to be filled in before a card may go on', async () => {
    await runBoardOn(database, boardId, starterGraph('appliance-repair'))
    await open()
    const ticketId = await create()
    await assign(ticketId)
    await standsOn(ticketId, 'accept')
    await move(ticketId, 'en-route')
    await standsOn(ticketId, 'travel')
    await move(ticketId, 'on-site')
    await standsOn(ticketId, 'repair')
    expect(await move(ticketId, 'to-verify')).toEqual({
      ok: false,
      rejection: { name: 'fields-required', fields: ['form.fault', 'form.photos', 'form.serial'] },
    })
  })

  it('[F1] [F6] new tickets take a new version, live, and those that run stay on theirs', async () => {
    const flowId = await runBoardOn(database, boardId, starterGraph('three-steps'))
    await open()
    const before = await create()
    await addVersion(database, flowId, 2, starterGraph('board-standard'))
    const after = await create()
    await ben.until(({ confirmed }) => confirmed.has(after))
    expect(ticketOf(before, ben)).toMatchObject({ flow: { number: 1 }, nodeId: 'accept' })
    expect(ticketOf(after, ben)).toMatchObject({ flow: { number: 2 }, nodeId: 'to-dispatch' })
    await expectOneTruth(database, boardId, [ana, ben])
  })
})
