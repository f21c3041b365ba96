import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CommandMessage } from '#contract/command.ts'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { connect } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import { minutes } from '#domain/instant.ts'
import { createToken, hashToken } from '#server/auth/token.ts'
import { takeSeat } from '#server/cli/replay/board-seat.ts'
import { countEnds, endsText } from '#server/cli/replay/count-ends.ts'
import { connectDevice } from '#server/cli/replay/device.ts'
import { lockOut, prepareBoard, type PreparedBoard } from '#server/cli/replay/prepare-board.ts'
import type { Request } from '#server/cli/replay/read-requests.ts'
import { replayDay } from '#server/cli/replay/replay-day.ts'
import { countInLog, createTally } from '#server/cli/replay/tally.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { newTicket } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { openCuttableLine } from '#tests/support/cuttable-line.ts'
import { createTestDatabase } from '#tests/support/database.ts'
import { runBoardOn } from '#tests/support/published-flow.ts'
import { commandOn } from '#tests/support/send-command.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

const request: Request = {
  externalId: '101001399360',
  title: 'Traffic Signal Repair',
  description: '',
  priority: 2,
  requiredSkills: [{ skill: 'signals', level: 2 }],
  place: { lng: -71.06, lat: 42.36 },
  address: 'Roxbury',
  windowFrom: null,
  windowTo: null,
  source: 'phone',
  customer: null,
  createdAt: 0,
}

let server: TestServer
let prepared: PreparedBoard
beforeAll(async () => {
  server = await startTestServer()
  prepared = await prepareBoard(server.database, {
    name: 'Boston',
    timeZone: 'America/New_York',
    engineers: 3,
    requests: [request],
  })
})
afterAll(() => server.close())

describe('a replay', () => {
  it('works through devices that wait while the line is cut, and finds what was acknowledged in the log', async () => {
    const { boardId } = prepared
    const [engineerId = '', token = ''] = [...prepared.devices][0] ?? []
    const ticketId = randomUUID()
    const asDesk = createRunCommand({
      sql: server.database.sql,
      now: Date.now,
      onCommitted: () => undefined,
    })
    const desk: Actor = prepared.person
    await asDesk(desk, {
      name: 'createTicket',
      input: { commandId: randomUUID(), boardId, ticketId, assetId: null, ...request },
    })
    await asDesk(desk, {
      name: 'assignTicket',
      input: { commandId: randomUUID(), boardId, ticketId, expectedVersion: 1, engineerId },
    })

    const tally = createTally()
    const line = await openCuttableLine(server.url)
    line.setOpen(false)
    const device = connectDevice(line.url, token)
    const move = (expectedVersion: number): CommandMessage => ({
      name: 'moveTicketStage',
      input: { commandId: randomUUID(), boardId, ticketId, expectedVersion, stage: 'en-route' },
    })
    const send = (message: CommandMessage) => tally.count(message, device.send(message))
    const waiting = send(move(2))
    expect(tally.figures()).toMatchObject({ acknowledged: 0, waiting: 1 })
    line.setOpen(true)
    expect(await waiting).toEqual({ ok: true, seq: 3 })
    expect(await send(move(2))).toMatchObject({ ok: false, rejection: { name: 'version-stale' } })
    device.close()
    await line.close()

    expect(tally.figures()).toMatchObject({ acknowledged: 1, refused: 1, waiting: 0 })
    const promised = [...tally.acknowledgedIds(), randomUUID()]
    expect(await countInLog(server.database.sql, boardId, promised)).toBe(1)
  })

  it('gives each board a name of its own', async () => {
    const again = await prepareBoard(server.database, {
      name: prepared.name,
      timeZone: 'America/New_York',
      engineers: 1,
      requests: [request],
    })
    expect([prepared.name, again.name]).toEqual(['Boston', 'Boston (2)'])
    await lockOut(server.database, again)
  })

  it('leaves nobody behind who could sign in', async () => {
    await lockOut(server.database, prepared)
    const { kysely } = server.database
    expect(await kysely.selectFrom('device_token').selectAll().execute()).toEqual([])
    expect(await kysely.selectFrom('login_session').selectAll().execute()).toEqual([])
  })
})

describe('a replay on a drawn flow', () => {
  it('takes every ticket to an end, through devices and desks', { timeout: 90_000 }, async () => {
    const { database, url } = server
    const requests = Array.from({ length: 4 }, (_, index) => ({
      ...request,
      externalId: `drawn-${index}`,
      createdAt: minutes(index),
    }))
    const speed = 1_200
    const board = await prepareBoard(database, {
      name: 'Boston repairs',
      timeZone: 'UTC',
      engineers: 4,
      requests,
      drawn: { starter: applianceRepair, speed },
    })
    const { boardId } = board
    // The server of this file has no pages.
    const seatOf = async (colleague: (typeof board.colleagues)[number]) => {
      const seat = await takeSeat(
        url,
        { boardId, ...colleague },
        {
          fetchSnapshot: async () => {
            const snapshot = await findBoardSnapshot(database.sql, boardId, Date.now())
            if (!snapshot) throw new Error('no board')
            return snapshot
          },
          fetchStand: (ticketId) =>
            findStand(database.sql, ticketId, { actor: colleague.person, now: Date.now() }),
        },
      )
      return [colleague.person.id, seat] as const
    }
    const seats = new Map(await Promise.all(board.colleagues.map(seatOf)))
    const devices = new Map([...board.devices].map(([id, token]) => [id, connectDevice(url, token)]))
    const tally = createTally()
    await replayDay({
      dispatcher: 'nearest',
      until: 'closed',
      prepared: board,
      day: { day: '1970-01-01', requests, from: 0 },
      hoursLong: 0.1,
      speed,
      seats,
      devices,
      tally,
      say: () => undefined,
      onBroken: (error) => expect.fail(String(error)),
    }).ended
    for (const seat of seats.values()) seat.close()
    for (const device of devices.values()) device.close()

    const { ended, open } = await countEnds(database.sql, boardId)
    expect(open).toEqual([])
    expect(ended.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(requests.length)
    expect(['Done', 'Customer declined']).toEqual(expect.arrayContaining(ended.map(({ name }) => name)))
    expect(endsText({ ended, open })).toContain('still open: none')
    const promised = tally.acknowledgedIds()
    expect(await countInLog(database.sql, boardId, promised)).toBe(promised.length)
    await lockOut(database, board)
  })

  it('[F14] shows a device where its own tickets stand, and no others', async () => {
    const { database, url } = server
    const boardId = await insertTestBoard(database)
    await runBoardOn(database, boardId, applianceRepair.graph)
    const [mine, other] = await Promise.all([0, 1].map(() => insertTestEngineer(database, boardId)))
    const tokens = new Map([mine, other].map((id) => [id, createToken()]))
    await database.kysely
      .insertInto('device_token')
      .values([...tokens].map(([id, token]) => ({ engineer_id: id ?? '', token_hash: hashToken(token) })))
      .execute()
    const runCommand = createRunCommand({ sql: database.sql, now: Date.now, onCommitted: () => undefined })
    const desk = { ...prepared.person, boardIds: [boardId] }
    const ticket = newTicket()
    const { ticketId } = ticket
    await runCommand(desk, commandOn(boardId, 'createTicket', ticket))
    const given = { ticketId, engineerId: mine ?? '', expectedVersion: 1 }
    await runCommand(desk, commandOn(boardId, 'assignTicket', given))
    const look = (token = '', id = ticketId) =>
      fetch(`${url}/api/device/tickets/${id}/stand`, { headers: { authorization: `Bearer ${token}` } })
    const seen = await look(tokens.get(mine))
    expect(seen.status).toBe(200)
    expect(await seen.json()).toMatchObject({
      places: [
        { waitsFor: { kind: 'handler', id: mine }, ways: [{ outcome: 'accept' }, { outcome: 'decline' }] },
      ],
    })
    expect((await look(tokens.get(other))).status).toBe(404)
    // Who has a step of it in hand, and works on another board now, is told nothing.
    const elsewhere = await insertTestBoard(database)
    await database.sql`
      update ticket_flow set state = jsonb_set(state, '{tokens,0,handlerId}', to_jsonb(${other ?? ''}::text))
      where ticket_id = ${ticketId}`
    expect((await look(tokens.get(other))).status).toBe(200)
    await database.sql`update engineer set board_id = ${elsewhere} where id = any(${[mine ?? '', other ?? '']})`
    for (const moved of [mine, other]) expect((await look(tokens.get(moved))).status).toBe(404)
    expect((await look(tokens.get(mine), randomUUID())).status).toBe(404)
    expect((await look(tokens.get(mine), 'x')).status).toBe(404)
    expect((await look('nobody')).status).toBe(401)
  })
})

describe('a replay whose server is killed', () => {
  it('goes on by itself and has lost nothing', { timeout: 60_000 }, async () => {
    const testDatabase = await createTestDatabase()
    const database = connect(testDatabase.connection)
    const killed = await startServerProcess(testDatabase.connection)
    const requests = Array.from({ length: 20 }, (_, index) => ({
      ...request,
      externalId: String(index),
      createdAt: minutes(2 * index),
    }))
    const board = await prepareBoard(database, { name: 'Boston', timeZone: 'UTC', engineers: 5, requests })
    const seat = await takeSeat(killed.url, board)
    const seats = new Map([[board.person.id, seat]])
    const devices = new Map([...board.devices].map(([id, token]) => [id, connectDevice(killed.url, token)]))
    const tally = createTally()
    const { ended } = replayDay({
      dispatcher: 'nearest',
      prepared: board,
      day: { day: '1970-01-01', requests, from: 0 },
      hoursLong: 1,
      speed: 600,
      seats,
      devices,
      tally,
      say: () => undefined,
      onBroken: (error) => expect.fail(String(error)),
    })
    await vi.waitUntil(() => tally.figures().assigned > 0, { timeout: 30_000 })
    await killed.kill()
    const { created: createdBefore } = tally.figures()
    const restarted = await startServerProcess(testDatabase.connection, new URL(killed.url).port)
    await ended

    expect(seat.reconnects()).toBeGreaterThan(0)
    expect(createdBefore).toBeLessThan(requests.length)
    expect(tally.figures()).toMatchObject({ created: requests.length, waiting: 0 })
    const promised = tally.acknowledgedIds()
    expect(await countInLog(database.sql, board.boardId, promised)).toBe(promised.length)

    seat.close()
    for (const device of devices.values()) device.close()
    await restarted.kill()
    await database.close()
    await testDatabase.drop()
  })
})
