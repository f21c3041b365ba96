import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommandInput, CommandName } from '#contract/command.ts'
import type { PlanAnswer } from '#contract/wire.ts'
import type { Role } from '#domain/actor.ts'
import type { BacklogPlan, PlanProgress } from '#domain/batch-assignment/backlog-plan.ts'
import type { BoardSocket } from '#realtime/client/connect-socket.ts'
import type { PlannerPorts } from '#server/planning/plan-backlog.ts'
import { solveInWorker } from '#server/planning/solver/solve-in-worker.ts'
import { newTicket, openBoardClient, type TestBoardClient } from '#tests/support/board-client.ts'
import { insertTestBoard, insertTestEngineer } from '#tests/support/board-fixture.ts'
import { insertDeviceToken, openSocket } from '#tests/support/open-socket.ts'
import { commandOn, sendCommand } from '#tests/support/send-command.ts'
import { startTestServer, type TestServer } from '#tests/support/start-server.ts'

const door = { lng: 121.47, lat: 31.23 }
const at = (degrees: number) => ({ lng: door.lng + degrees, lat: door.lat })

type Solve = NonNullable<PlannerPorts['solve']>

let server: TestServer
let solve: Solve
let boardId: string
let ana: TestBoardClient
let clients: { close: () => void }[]

beforeAll(async () => {
  server = await startTestServer({ planning: { solve: (...given) => solve(...given) } })
})
afterAll(() => server.close())
beforeEach(async () => {
  solve = solveInWorker
  clients = []
  boardId = await insertTestBoard(server.database)
  ana = await open({ name: 'Ana' })
})
afterEach(() => {
  for (const client of clients) client.close()
})

async function open(given: { name?: string; role?: Role; board?: string }) {
  const { board = boardId, ...who } = given
  const client = await openBoardClient(server.database, { url: server.url, boardId: board, ...who })
  clients.push(client)
  await client.untilLive()
  return client
}

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

const engineer = (given: Parameters<typeof insertTestEngineer>[2]) =>
  insertTestEngineer(server.database, boardId, given)

async function plan(ticketIds: 'all' | string[] = 'all', client = ana): Promise<BacklogPlan> {
  const answer = await client.plan(ticketIds, () => undefined)
  if (!answer.ok) throw new Error(`refused: ${answer.rejection.name}`)
  return answer.plan
}

const pairsOf = (assignments: BacklogPlan['firstCome']) =>
  Object.fromEntries(assignments.map(({ ticketId, engineerId }) => [ticketId, engineerId]))

/** First come, first served takes the near one away from the ticket that has nobody else near. */
async function buildTrap() {
  const middle = await engineer({ name: 'Middle', capacity: 1, home: at(0) })
  const right = await engineer({ name: 'Right', capacity: 1, home: at(0.12) })
  const first = await create({ place: at(0.05) })
  const second = await create({ place: at(-0.1) })
  return { middle, right, first, second }
}

/** Waits until the plan is cancelled. */
const neverSolved: Solve = (_problem, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('cancelled')))
  })

/** The thread gets something that is no problem, and dies of it. */
const solvedInDyingThread: Solve = (problem, options) =>
  solveInWorker({ ...problem, openGains: new DataView(new ArrayBuffer(8)) as never }, options)

describe('a plan', () => {
  it('[W9] gives all waiting tickets away as well as possible, and says what first come would be', async () => {
    const { middle, right, first, second } = await buildTrap()
    const found = await plan()
    expect(found).toMatchObject({ method: { kind: 'optimal' }, leftOver: [] })
    expect(pairsOf(found.assignments)).toEqual({ [first]: right, [second]: middle })
    expect(pairsOf(found.firstCome)).toEqual({ [first]: middle, [second]: right })
    const meters = (assignments: BacklogPlan['firstCome']) =>
      assignments.reduce((sum, one) => sum + one.meters, 0)
    expect(meters(found.assignments)).toBeLessThan(meters(found.firstCome))
    expect(found.assignments.every(({ ticketVersion }) => ticketVersion === 1)).toBe(true)
  })

  it('[W9] of one ticket gives it to the first of its advice, with the same score', async () => {
    await engineer({ name: 'Near', home: at(0.01) })
    await engineer({ name: 'Far', home: at(0.1) })
    const asked = await create()
    const advice = await ana.advise(asked)
    if (!advice.ok) throw new Error('refused')
    const [best] = advice.advice.recommended
    const [planned] = (await plan([asked])).assignments
    expect(planned).toMatchObject({ engineerId: best?.engineerId })
    expect(planned?.score).toBeCloseTo(best?.score.total ?? NaN, 0)
  })

  it('shares the tickets of one place among those who are near, as their load grows', async () => {
    const both = [await engineer({ home: at(0.01) }), await engineer({ home: at(0.011) })]
    for (let tickets = 0; tickets < 4; tickets += 1) await create()
    const { assignments } = await plan()
    const counts = both.map((id) => assignments.filter(({ engineerId }) => engineerId === id).length)
    expect(counts).toEqual([2, 2])
  })

  it('[W9] of chosen tickets leaves the others alone, and says why some of them cannot be given away', async () => {
    const near = await engineer({ name: 'Near', capacity: 2, home: at(0.01) })
    const held = await create()
    await done('assignTicket', { ticketId: held, engineerId: near, expectedVersion: 1 })
    const closed = await create()
    await done('cancelTicket', { ticketId: closed, expectedVersion: 1, reason: '重复报修' })
    const [urgent, calm, unskilled, unknown] = [
      await create({ priority: 1 }),
      await create({ priority: 4 }),
      await create({ requiredSkills: [{ skill: 'lift', level: 3 }] }),
      randomUUID(),
    ]
    await create()
    const { assignments, leftOver } = await plan([held, closed, urgent, calm, unskilled, unknown])
    expect(pairsOf(assignments)).toEqual({ [urgent]: near })
    expect(new Map(leftOver.map(({ ticketId, reason }) => [ticketId, reason]))).toEqual(
      new Map<string, unknown>([
        [held, { kind: 'not-waiting', rejection: { name: 'already-assigned', engineer: 'Near' } }],
        [closed, { kind: 'not-waiting', rejection: { name: 'ticket-closed' } }],
        [unknown, { kind: 'not-waiting', rejection: { name: 'ticket-not-found' } }],
        [calm, { kind: 'no-room', eligible: 1 }],
        [
          unskilled,
          {
            kind: 'nobody',
            engineers: 1,
            commonest: {
              engineers: 1,
              rejection: { name: 'skill-missing', engineer: 'Near', skill: 'lift', needed: 3, has: 0 },
            },
          },
        ],
      ]),
    )
  })

  it('is empty where nothing waits, and says that nobody is there where nobody is', async () => {
    expect(await plan()).toMatchObject({ assignments: [], firstCome: [], leftOver: [] })
    const alone = await create()
    expect((await plan()).leftOver).toEqual([
      { ticketId: alone, reason: { kind: 'nobody', engineers: 0, commonest: null } },
    ])
  })

  it('[W10] tells how far it is', async () => {
    await buildTrap()
    const told: PlanProgress[] = []
    await ana.plan('all', (progress) => told.push(progress))
    expect(told.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['facts', 'scoring', 'solving']))
    const shares = told.map(({ share }) => share)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
  })

  it('[W11] is the greedy one when the solving thread dies, and says so; the next is the best again', async () => {
    await buildTrap()
    solve = solvedInDyingThread
    const greedy = await plan()
    expect(greedy.method).toEqual({ kind: 'greedy', why: 'thread' })
    expect(greedy.assignments).toHaveLength(2)
    solve = solveInWorker
    expect((await plan()).method).toEqual({ kind: 'optimal' })
  })

  it('[W11] is the greedy one when time is up, and says so', async () => {
    await buildTrap()
    solve = (problem, options) => solveInWorker(problem, { ...options, timeLimitMs: 0 })
    expect(await plan()).toMatchObject({ method: { kind: 'greedy', why: 'time' } })
  })
})

describe('a plan that is being made', () => {
  const cancelled = { ok: false, rejection: { name: 'plan-cancelled' } }

  /** Asks, and comes back when the solving has begun. */
  async function begin(client = ana) {
    solve = neverSolved
    let begun: () => void = () => undefined
    const solving = new Promise<void>((resolve) => {
      begun = resolve
    })
    const answer = client.plan('all', ({ stage }) => {
      if (stage === 'solving') begun()
    })
    await solving
    return { answer }
  }

  it('[W10] ends when it is cancelled', async () => {
    await buildTrap()
    const { answer } = await begin()
    ana.cancelPlan()
    expect(await answer).toEqual(cancelled)
    solve = solveInWorker
    expect((await plan()).assignments).toHaveLength(2)
  })

  it('[W10] is the only one of its person, and ends when they leave', async () => {
    await buildTrap()
    const again = await openSocket(server.url, { cookie: ana.cookie })
    clients.push({ close: () => again.disconnect() })
    const ask = () =>
      new Promise<PlanAnswer>((resolve) => again.emit('plan', { boardId, ticketIds: 'all' }, resolve))
    let ended: () => void = () => undefined
    const ending = new Promise<void>((resolve) => {
      ended = resolve
    })
    const { answer } = await begin()
    expect(await ask()).toEqual({ ok: false, rejection: { name: 'plan-under-way' } })
    const ben = await open({ name: 'Ben' })
    const bens = await begin(ben)
    ben.cancelPlan()
    expect(await bens.answer).toEqual(cancelled)

    solve = solveInWorker
    ana.socket.once('disconnect', ended)
    ana.socket.disconnect()
    await ending
    expect(await answer).toEqual({ ok: false, rejection: { name: 'no-answer' } })
    await expect.poll(ask).toMatchObject({ ok: true })
  })
})

describe('a question for a plan', () => {
  const refused = (name: string, more = {}) => ({ ok: false, rejection: { name, ...more } })
  const ask = (socket: BoardSocket, raw: unknown) =>
    new Promise<PlanAnswer>((resolve) => socket.emit('plan', raw, resolve))

  it('[W9] is answered to those who may assign in bulk', async () => {
    for (const role of ['admin', 'supervisor', 'dispatcher'] as const)
      expect(await (await open({ role })).plan('all', () => undefined)).toMatchObject({ ok: true })
    const desk = await open({ role: 'service-desk' })
    expect(await desk.plan('all', () => undefined)).toEqual(refused('not-allowed'))
    const elsewhere = await open({ board: await insertTestBoard(server.database) })
    expect(await ask(elsewhere.socket, { boardId, ticketIds: 'all' })).toEqual(refused('not-allowed'))
    const token = await insertDeviceToken(server.database, await engineer({}))
    const device = await openSocket(server.url, { authorization: `Bearer ${token}` })
    clients.push({ close: () => device.disconnect() })
    expect(await ask(device, { boardId, ticketIds: 'all' })).toEqual(refused('not-allowed'))
  })

  it('[W9] that makes no sense is refused by name', async () => {
    const field = (name: string) => refused('wrong-field', { field: name })
    const { socket } = await open({ role: 'admin' })
    expect(await ask(socket, { boardId, ticketIds: [] })).toEqual(field('ticketIds'))
    expect(await ask(socket, { boardId, ticketIds: ['7'] })).toEqual(field('ticketIds.0'))
    expect(await ask(socket, { boardId: 7, ticketIds: 'all' })).toEqual(field('boardId'))
    const many = Array.from({ length: 1_001 }, () => randomUUID())
    expect(await ask(socket, { boardId, ticketIds: many })).toEqual(field('ticketIds'))
    expect(await ask(socket, { boardId: randomUUID(), ticketIds: 'all' })).toEqual(refused('board-not-found'))
  })

  it('is not kept while the line is cut', async () => {
    ana.socket.disconnect()
    expect(await ana.plan('all', () => undefined)).toEqual(refused('no-answer'))
  })
})

it('what has changed since the plan is refused one by one, and the rest is done', async () => {
  const near = await engineer({ name: 'Near', home: at(0.01) })
  const [first, second] = [await create(), await create()]
  const { assignments } = await plan()
  const ben = await open({ name: 'Ben' })
  const priority = { ticketId: first, expectedVersion: 1, priority: 1 } as const
  await sendCommand(ben.socket, commandOn(boardId, 'setTicketPriority', priority))
  const items = assignments.map(({ ticketId, ticketVersion, engineerId }) => ({
    ticketId,
    engineerId,
    expectedVersion: ticketVersion,
  }))
  const answer = await sendCommand(ana.socket, commandOn(boardId, 'bulkAssignTickets', { items }))
  expect(answer).toMatchObject({ ok: true })
  if (!answer.ok) return
  expect(new Map(answer.items?.map(({ ticketId, ...item }) => [ticketId, item]))).toEqual(
    new Map<string, unknown>([
      [first, { ok: false, rejection: { name: 'version-stale', changedBy: 'Ben' } }],
      [second, { ok: true }],
    ]),
  )
  const { shown } = await ben.until((state) => state.shown.get(second)?.assignment?.engineerId === near)
  expect(shown.get(first)?.assignment).toBeNull()
})
