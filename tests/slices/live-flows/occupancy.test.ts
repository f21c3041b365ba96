import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FlowOccupancy } from '#contract/flow-occupancy.ts'
import { findFlowStanding, findStandingTickets } from '#db/flow-occupancy.ts'
import type { Role } from '#domain/actor.ts'
import { hours, minutes } from '#domain/instant.ts'
import { threeSteps } from '#domain/flow-graph/starters/three-steps.ts'
import { slaState } from '#domain/sla/sla-state.ts'
import { connectBoardSocket } from '#realtime/client/connect-socket.ts'
import { watchFlowOccupancy, type FlowOccupancyClient } from '#realtime/client/flow-occupancy.ts'
import { insertTestBoard } from '#tests/support/board-fixture.ts'
import { insertDeviceToken, openSocket } from '#tests/support/open-socket.ts'
import { insertTestEngineer } from '#tests/support/board-fixture.ts'
import { commandOn } from '#tests/support/send-command.ts'
import {
  completeFirst,
  publishTestFlow,
  startTestTicket,
  type PublishedTestFlow,
} from '#tests/support/running-flow.ts'
import { signIn, startTestServer, type TestServer } from '#tests/support/start-server.ts'

let server: TestServer
let flow: PublishedTestFlow
let north: string
let south: string
let screens: FlowOccupancyClient[]

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  screens = []
  flow = await publishTestFlow(server.database, threeSteps)
  north = await insertTestBoard(server.database, { name: '北' })
  south = await insertTestBoard(server.database, { name: '南' })
})
afterEach(() => {
  for (const screen of screens) screen.close()
})

const start = (boardId: string, options: { dueAt?: number; steps?: number } = {}) =>
  startTestTicket(server.database, {
    ...flow,
    boardId,
    ...(options.dueAt === undefined ? {} : { dueAt: options.dueAt }),
    inputs: Array.from({ length: options.steps ?? 0 }, () => completeFirst()),
  })

/** Somebody's canvas without a canvas. */
async function look(role: Role, boardIds: readonly string[], flowId = flow.flowId) {
  const { cookie } = await signIn(server.database, { role, boardIds })
  const socket = connectBoardSocket(server.url, { cookie, origin: server.url })
  const screen = watchFlowOccupancy({ flowId, socket, now: Date.now })
  screens.push(screen)
  const until = (isSo: (occupancy: FlowOccupancy | undefined, connection: string) => boolean) =>
    new Promise<FlowOccupancy | undefined>((resolve) => {
      const check = () => {
        const { occupancy, connection } = screen.getState()
        if (!isSo(occupancy, connection)) return
        stop()
        resolve(occupancy)
      }
      const stop = screen.subscribe(check)
      check()
    })
  return { until, socket }
}

describe('where the tickets of a flow stand', () => {
  it('[G1] is told to an open canvas at once, and again when a board has moved', async () => {
    await start(north)
    await start(north, { steps: 1 })
    const { until } = await look('admin', [])
    expect(await until((seen) => seen !== undefined)).toMatchObject({
      newest: 1,
      versions: [{ number: 1, tickets: 2 }],
      nodes: { accept: { tickets: 1, onOlder: 0 }, dispatch: { tickets: 1 } },
    })
    const third = await start(north, { steps: 1 })
    // The rows are the fixture's; a command of that board is what rings.
    const { cookie } = await signIn(server.database, { role: 'dispatcher', boardIds: [north] })
    const hand = await openSocket(server.url, { cookie })
    hand.emit(
      'command',
      commandOn(north, 'addNote', { ticketId: third.ticketId, noteId: randomUUID(), text: '来了' }),
      () => undefined,
    )
    expect(await until((seen) => seen?.nodes['dispatch']?.tickets === 2)).toMatchObject({
      versions: [{ number: 1, tickets: 3 }],
    })
    hand.disconnect()
  })

  it('[G2] is counted on the boards that somebody may see, and told to nobody who may read no flow', async () => {
    await start(north)
    await start(south)
    await start(south)
    const all = await look('admin', [])
    const some = await look('dispatcher', [south])
    const none = await look('supervisor', [])
    expect((await all.until((seen) => seen !== undefined))?.nodes['accept']?.tickets).toBe(3)
    expect((await some.until((seen) => seen !== undefined))?.nodes['accept']?.tickets).toBe(2)
    expect(await none.until((seen) => seen !== undefined)).toMatchObject({ versions: [], nodes: {} })

    const engineerId = await insertTestEngineer(server.database, north)
    const token = await insertDeviceToken(server.database, engineerId)
    const phone = await openSocket(server.url, { authorization: `Bearer ${token}` })
    expect(await phone.emitWithAck('watchFlow', { flowId: flow.flowId })).toEqual({
      ok: false,
      rejection: { name: 'not-allowed' },
    })
    phone.disconnect()
    const lost = await look('admin', [], randomUUID())
    await lost.until((_seen, connection) => connection === 'ended')
  })

  it('[G3] says who is late and who is at risk by the rule of the cards and by the limit of the node', async () => {
    const now = Date.now()
    const dues = [hours(-2), minutes(-1), minutes(5), minutes(59), hours(2), hours(5), hours(300)].map(
      (span) => now + span,
    )
    for (const dueAt of dues) await start(north, { dueAt })
    const { kysely, sql } = server.database
    const tickets = await kysely
      .selectFrom('ticket')
      .select(['created_at', 'due_at'])
      .where('board_id', '=', north)
      .execute()
    for (const at of [now, now + hours(1), now + hours(4.5), now + hours(290)]) {
      const levels = tickets.map(
        ({ created_at, due_at }) =>
          slaState({ createdAt: created_at, dueAt: due_at, closedAt: null }, at).level,
      )
      const standing = await findFlowStanding(sql, flow.flowId, at)
      expect(standing.rows.find(({ nodeId }) => nodeId === 'accept')).toMatchObject({
        late: levels.filter((level) => level === 'breached').length,
        atRisk: levels.filter((level) => level === 'at-risk' || level === 'critical').length,
      })
    }

    const warned = await start(south, { dueAt: now + hours(300) })
    const [token] = warned.state.tokens
    if (!token) throw new Error('it stands nowhere')
    const limits = [
      { warned: true, breached: false },
      { warned: true, breached: true },
    ]
    for (const limit of limits) {
      const state = { ...warned.state, tokens: [{ ...token, ...limit }] }
      await kysely
        .updateTable('ticket_flow')
        .set({ state })
        .where('ticket_id', '=', warned.ticketId)
        .execute()
      const { rows } = await findFlowStanding(sql, flow.flowId, now)
      expect(rows.find(({ boardId, nodeId }) => boardId === south && nodeId !== null)).toMatchObject({
        late: limit.breached ? 1 : 0,
        atRisk: limit.breached ? 0 : 1,
      })
    }
  })

  it('[G4] can be looked at ticket by ticket, the worst first, on one’s own boards', async () => {
    const now = Date.now()
    await start(north, { dueAt: now + hours(300) })
    const late = await start(north, { dueAt: now - minutes(42) })
    const risky = await start(north, { dueAt: now + minutes(9) })
    await start(south, { dueAt: now - hours(9) })
    const at = { flowId: flow.flowId, nodeId: 'accept', boardIds: [north], most: 2 }
    expect(await findStandingTickets(server.database.sql, at, now)).toMatchObject([
      { ticketId: late.ticketId, level: 'late', version: 1, dueAt: now - minutes(42) },
      { ticketId: risky.ticketId, level: 'at-risk' },
    ])
  })
})
