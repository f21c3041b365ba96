import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import { connectBoardSocket, type BoardSocket } from '#realtime/client/connect-socket.ts'
import type { RunCommand } from './answer-command.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createLogTail } from './log-tail.ts'
import { createOccupancyFeed } from './occupancy-feed.ts'
import { createNoticeFeed } from './notice-feed.ts'
import { createOfferFeed } from './offer-feed.ts'
import { createPositionFanOut } from './position-fan-out.ts'
import { createPositionBook } from './positions.ts'
import { createPresenceBook } from './presence.ts'

/** A real gateway and real sockets around a command that the test decides; real commands are in tests/slices. */
let http: Server
let gateway: Gateway
let socket: BoardSocket
let closeParts: () => Promise<void>
let runCommand: RunCommand
let clock: number
let valid: Set<string>
let lines: { line: string; details: unknown }[]

class Away extends Error {}

beforeEach(async () => {
  clock = 0
  valid = new Set(['session'])
  lines = []
  const write = (details: unknown, line?: string) => lines.push({ line: line ?? '', details })
  const log = { info: write, warn: write, error: write }
  const now = () => clock
  const actor = { kind: 'person', id: 'ana', name: 'Ana', role: 'dispatcher', boardIds: [] } as const
  const readEventsAfter = () => Promise.resolve([])
  http = createServer()
  gateway = createGateway({
    http,
    isAllowedOrigin: () => true,
    authenticate: () =>
      Promise.resolve({ ok: true, principal: { actor, sessionId: 'session', expiresAt: 1_000 } }),
    recheck: () => Promise.resolve(valid),
    recheckMs: 20,
    mayWatch: () => true,
    findFlowRefusal: () => Promise.resolve(undefined),
    mayAdvise: () => true,
    advise: () => Promise.resolve(refuse({ name: 'ticket-not-found' })),
    suggest: () => Promise.resolve({ ok: true, suggestions: [] }),
    scoreEngineer: () => Promise.resolve({ ok: true, scores: [] }),
    mayPlan: () => true,
    plan: () => Promise.resolve(refuse({ name: 'board-not-found' })),
    runCommand: (...given) => runCommand(...given),
    isDatabaseAway: (error) => error instanceof Away,
    readEventsAfter,
    now,
    log,
  })
  const tail = createLogTail({
    readHeads: () => Promise.resolve([]),
    readEventsAfter,
    deliver: gateway.sendEvents,
    deliverHead: gateway.sendHead,
    now,
    log,
  })
  const positions = await createPositionBook({
    load: () => Promise.resolve([]),
    save: () => Promise.resolve(),
    findEngineer: () => Promise.resolve(undefined),
    relay: null,
    now,
    log,
  })
  const fanOut = createPositionFanOut({ positions, broadcast: gateway.sendPositions, now })
  const presence = createPresenceBook({ deliver: gateway.sendPresence, nodeId: 'node', relay: null })
  const offerFeed = createOfferFeed({ readBoard: () => Promise.resolve(undefined), now, log })
  const occupancyFeed = createOccupancyFeed({
    count: () => Promise.resolve({ newest: null, rows: [] }),
    now,
    log,
  })
  const noticeFeed = createNoticeFeed({ count: () => Promise.resolve(new Map()), log })
  gateway.open({ tail, positions, fanOut, presence, offerFeed, occupancyFeed, noticeFeed })
  closeParts = async () => {
    tail.close()
    fanOut.close()
    presence.close()
    offerFeed.close()
    occupancyFeed.close()
    noticeFeed.close()
    await positions.close()
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  socket = connectBoardSocket(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)
  const connected = new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.connect()
  await connected
})
afterEach(async () => {
  socket.disconnect()
  gateway.close()
  await closeParts()
  await new Promise((resolve) => http.close(resolve))
})

const send = (commandId = 'c1') =>
  new Promise<CommandAnswer>((resolve) =>
    socket.emit('command', { name: 'addNote', input: { commandId } }, resolve),
  )
const closing = () => new Promise<Rejection>((resolve) => socket.once('closing', resolve))
const disconnected = () => new Promise<string>((resolve) => socket.once('disconnect', resolve))
const accept = (): Promise<CommandAnswer> => Promise.resolve({ ok: true, seq: 1 })

describe('a command that goes wrong', () => {
  it('[R5] is logged once with its id and answered with the same id; the next one is done', async () => {
    runCommand = () => Promise.reject(new Error('a bug'))
    expect(await send('c7')).toEqual({ ok: false, rejection: { name: 'something-broke', commandId: 'c7' } })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ line: 'a command broke', details: { commandId: 'c7', actorId: 'ana' } })
    runCommand = accept
    expect(await send('c8')).toEqual({ ok: true, seq: 1 })
  })

  it('[R6] because the database is away is answered so, and the connection stays', async () => {
    runCommand = () => Promise.reject(new Away())
    expect(await send()).toEqual({ ok: false, rejection: { name: 'database-away' } })
    expect(socket.connected).toBe(true)
  })
})

describe('a session', () => {
  it('[R3] that has run out ends the connection with the next command', async () => {
    runCommand = accept
    expect(await send()).toEqual({ ok: true, seq: 1 })
    clock = 1_000
    const ended = Promise.all([closing(), disconnected()])
    expect(await send()).toEqual({ ok: false, rejection: { name: 'session-expired' } })
    expect(await ended).toEqual([{ name: 'session-expired' }, 'io server disconnect'])
  })

  it('[R3] that was withdrawn ends the connection by itself', async () => {
    const ended = Promise.all([closing(), disconnected()])
    valid.clear()
    expect(await ended).toEqual([{ name: 'session-expired' }, 'io server disconnect'])
  })
})
