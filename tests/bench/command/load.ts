import { randomUUID } from 'node:crypto'
import type { BoardEvent } from '#contract/board-event.ts'
import type { CommandMessage } from '#contract/command.ts'
import { pickOne, seededRandom } from '#db/seed/seeded-random.ts'
import type { BenchBoard } from '../harness/bench-board.ts'
import { answerParent } from '../harness/processes.ts'
import { percentile } from '../harness/statistics.ts'
import { openProductLine, openRawLine, type DispatcherLine } from './dispatcher-line.ts'

export type LoadOptions = BenchBoard & { server: 'product' | 'raw'; url: string; cookies: readonly string[] }

export type LoadMeasured = {
  commands: number
  perSecond: number
  /** Deliveries that were due and never came, over all dispatchers. */
  lost: number
  ackP50Ms: number
  ackP99Ms: number
  deliveryP50Ms: number
  deliveryP99Ms: number
}

type Dispatcher = {
  line: DispatcherLine
  received: number
  /** The dispatcher's own tickets, so that nobody's version is ever stale. */
  tickets: { id: string; version: number; isHeld: boolean }[]
  last: Promise<void>
}

/** Of deliveries this share is timed; all are counted. */
const timedShare = 1 / 7
const lostAfterMs = 10_000

const dispatchers: Dispatcher[] = []
const random = seededRandom(100)
const sentAt = new Map<string, number>()
let ackMs: number[] = []
let deliveryMs: number[] = []
let next: (dispatcher: Dispatcher) => CommandMessage
let noteReceived: () => void = () => undefined

function receive(dispatcher: Dispatcher, events: readonly BoardEvent[]) {
  dispatcher.received += events.length
  noteReceived()
  for (const { commandId } of events) {
    if (Math.random() > timedShare) continue
    const since = sentAt.get(commandId)
    if (since !== undefined) deliveryMs.push(performance.now() - since)
  }
}

/** Gives a ticket that nobody holds to somebody, or takes it back. */
const nextCommand =
  (boardId: string, engineerIds: readonly string[]) =>
  ({ tickets }: Dispatcher): CommandMessage => {
    const ticket = pickOne(random, tickets)
    const target = {
      commandId: randomUUID(),
      boardId,
      ticketId: ticket.id,
      expectedVersion: ticket.version++,
    }
    ticket.isHeld = !ticket.isHeld
    return ticket.isHeld
      ? { name: 'assignTicket', input: { ...target, engineerId: pickOne(random, engineerIds) } }
      : { name: 'unassignTicket', input: target }
  }

async function sendOne(dispatcher: Dispatcher): Promise<void> {
  const message = next(dispatcher)
  const startedAt = performance.now()
  sentAt.set(message.input.commandId, startedAt)
  const answer = await dispatcher.line.send(message)
  if (!answer.ok) throw new Error(`${message.name} was refused: ${answer.rejection.name}`)
  ackMs.push(performance.now() - startedAt)
}

/** Runs a load and waits until every dispatcher has been sent every event of it. */
async function measure(load: () => Promise<void>): Promise<LoadMeasured> {
  ackMs = []
  deliveryMs = []
  sentAt.clear()
  for (const dispatcher of dispatchers) dispatcher.received = 0
  const startedAt = performance.now()
  await load()
  const seconds = (performance.now() - startedAt) / 1_000
  const commands = ackMs.length
  const missing = () => dispatchers.reduce((sum, { received }) => sum + commands - received, 0)
  await new Promise<void>((resolve) => {
    const giveUp = setTimeout(resolve, lostAfterMs)
    noteReceived = () => {
      if (missing() > 0) return
      clearTimeout(giveUp)
      resolve()
    }
    noteReceived()
  })
  noteReceived = () => undefined
  return {
    commands,
    perSecond: commands / seconds,
    lost: missing(),
    ackP50Ms: percentile(ackMs, 0.5),
    ackP99Ms: percentile(ackMs, 0.99),
    deliveryP50Ms: percentile(deliveryMs, 0.5),
    deliveryP99Ms: percentile(deliveryMs, 0.99),
  }
}

const handlers = {
  open: async ({ server, url, boardId, cookies, ticketIds, engineerIds }: LoadOptions): Promise<void> => {
    next = nextCommand(boardId, engineerIds)
    for (const [index, cookie] of cookies.entries()) {
      const onEvents = (events: readonly BoardEvent[]) => receive(dispatcher, events)
      const line =
        server === 'product'
          ? await openProductLine(url, { boardId, cookie, onEvents })
          : await openRawLine(url, onEvents)
      const tickets = ticketIds
        .filter((_, ticket) => ticket % cookies.length === index)
        .map((id) => ({ id, version: 1, isHeld: false }))
      const dispatcher: Dispatcher = { line, received: 0, tickets, last: Promise.resolve() }
      dispatchers.push(dispatcher)
    }
  },
  /** As many commands as the server takes, `atOnce` of them always on their way. */
  full: ({ atOnce, ms }: { atOnce: number; ms: number }): Promise<LoadMeasured> =>
    measure(async () => {
      const until = performance.now() + ms
      const work = async (dispatcher: Dispatcher) => {
        while (performance.now() < until) await sendOne(dispatcher)
      }
      await Promise.all(dispatchers.slice(0, atOnce).map(work))
    }),
  /** Commands at a fixed rate, whatever the server makes of it; dispatchers take turns. */
  steady: ({ perSecond, ms }: { perSecond: number; ms: number }): Promise<LoadMeasured> =>
    measure(async () => {
      const startedAt = performance.now()
      const count = (perSecond * ms) / 1_000
      for (let index = 0; index < count; index += 1) {
        const wait = startedAt + (index * 1_000) / perSecond - performance.now()
        if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
        const dispatcher = dispatchers[index % dispatchers.length]
        if (dispatcher) dispatcher.last = dispatcher.last.then(() => sendOne(dispatcher))
      }
      await Promise.all(dispatchers.map(({ last }) => last))
    }),
}
export type CommandLoad = typeof handlers

answerParent(handlers, () => Promise.resolve())
