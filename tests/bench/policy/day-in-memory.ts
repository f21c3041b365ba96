import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import { pickInteger, seededRandom } from '#db/seed/seeded-random.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Engineer } from '#domain/engineer.ts'
import { indexFlows } from '#domain/flow/board-flows.ts'
import { hours, minutes, type Instant } from '#domain/instant.ts'
import { defaultDueAt } from '#domain/sla/due.ts'
import { applyTicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { createBoardFacts, guessNewTicketFacts } from '#realtime/client/board-facts.ts'
import { decideCommand } from '#realtime/client/decide-command.ts'
import { createBoardMemory, type BoardMemory } from '#server/advice/board-memory.ts'
import type { KnownPlace } from '#server/advice/rank-ticket.ts'
import { placeHomes } from '#server/cli/replay/prepare-board.ts'
import { toCreateTicket } from '#server/cli/replay/replay-day.ts'
import type { BoardView } from '#server/simulation/board-view.ts'
import { createCourier } from '#server/simulation/courier.ts'
import { createFrontDesk } from '#server/simulation/front-desk.ts'
import { createSimulation } from '#server/simulation/simulation.ts'
import { createOdometer, findOnTheWay } from '../dispatch/odometer.ts'
import type { BenchDay } from '../dispatch/requested-day.ts'

/** Of the simulated day, between two looks at everything. */
const stepMs = 15_000
/** What is not done so long after the day's end stays undone. */
const overtime = hours(6)

const boardId = 'da000000-0000-4000-8000-000000000000'
const desk: Actor = {
  kind: 'person',
  id: 'da000000-0000-4000-8000-000000000001',
  name: 'Desk',
  role: 'dispatcher',
  boardIds: [boardId],
}

type Sight = {
  view: BoardView
  memory: BoardMemory
  places: ReadonlyMap<string, KnownPlace>
  now: Instant
}
/** Whom to send, undefined when nobody may be sent now. */
export type ChooseEngineer = (ticket: Ticket, sight: Sight) => string | undefined

export type DayOutcome = {
  km: number
  /** Minutes from each creation until somebody stood at the door for the first time. */
  waits: readonly number[]
  breaches: number
  tickets: number
}

type Options = { engineerCount: number; seed: number; choose: ChooseEngineer }

/** A day of requests through the product's own deciders, with simulated engineers in simulated time. */
export async function runDay(day: BenchDay, { engineerCount, seed, choose }: Options): Promise<DayOutcome> {
  const { requests, timeZone, from } = day
  const newId = createIds(seed)
  const engineers = placeHomes(requests, engineerCount, seededRandom(seed)).map((home, ref) => ({
    ...newEngineer,
    id: newId(),
    name: `${ref}`,
    ref,
    home,
  }))
  let now = from
  const board = createBoardInMemory(engineers, timeZone, () => now)
  const { view, memory } = board
  const courier = createCourier({
    send: (actor, message) => Promise.resolve(board.answer(actor, message)),
    now: () => now,
    onBroken: (error) => {
      throw error
    },
  })
  const places = new Map<string, KnownPlace>()
  const driven = createOdometer()
  let onTheWay: ReadonlySet<string> = new Set()
  const shared = { board: () => view, courier, now: () => now, newId: randomUUID, speed: 1 }
  const simulation = createSimulation({
    ...shared,
    report: (engineerId, report) => {
      driven.note(engineerId, report, onTheWay.has(engineerId))
      for (const { lng, lat } of report.fixes) places.set(engineerId, { place: { lng, lat }, at: now })
    },
    lastPlaceOf: () => undefined,
    random: seededRandom(seed),
  })
  const workAtDesk = createFrontDesk({ ...shared, actor: desk })

  let received = 0
  const receive = () => {
    for (;;) {
      const request = requests[received]
      if (!request || request.createdAt > now) return
      received += 1
      const message = toCreateTicket(boardId, request, defaultDueAt(request.priority, now))
      board.answer(desk, { ...message, input: { ...message.input, ticketId: newId() } })
    }
  }
  const giveAway = () => {
    const waiting = [...memory.openTickets()].filter(({ stage }) => stage === 'to-dispatch')
    for (const ticket of waiting.sort((a, b) => a.dueAt - b.dueAt)) {
      const engineerId = choose(ticket, { view, memory, places, now })
      if (engineerId === undefined) continue
      const target = { ticketId: ticket.id, expectedVersion: ticket.version }
      const input = { commandId: randomUUID(), boardId, ...target, engineerId }
      board.answer(desk, { name: 'assignTicket', input })
    }
  }
  const isDone = () => received === requests.length && [...memory.openTickets()].length === 0
  const end = (requests[requests.length - 1]?.createdAt ?? from) + overtime
  for (; now < end && !isDone(); now += stepMs) {
    receive()
    giveAway()
    onTheWay = findOnTheWay(view)
    simulation.step()
    workAtDesk()
    // The courier learns of its answers.
    await setImmediate()
  }
  const tickets = [...view.tickets.values()]
  return {
    km: driven.meters() / 1_000,
    waits: board.waits(),
    breaches: tickets.filter(({ closedAt, dueAt }) => (closedAt ?? now) > dueAt).length,
    tickets: tickets.length,
  }
}

/** Answers commands at once, and remembers what a ranking asks for. */
function createBoardInMemory(engineers: readonly Engineer[], timeZone: string, now: () => Instant) {
  const tickets = new Map<string, Ticket>()
  const arrivals = new Map<string, number>()
  const view: BoardView = { id: boardId, timeZone, flows: indexFlows([]), engineers, tickets }
  const base = {
    board: { id: boardId, timeZone, closed: false, flow: null },
    flows: indexFlows([]),
    engineers: new Map(engineers.map((engineer) => [engineer.id, engineer])),
  }
  const history = { openTickets: [], visits: [], given: [], wishes: [] }
  const memory = createBoardMemory({ seq: 0, timeZone, engineers, ...history })
  let seq = 0
  return {
    view,
    memory,
    waits: () => [...arrivals.values()],
    answer: (actor: Actor, message: CommandMessage): CommandAnswer => {
      const at = now()
      const facts = { ...createBoardFacts(base, tickets), ...guessNewTicketFacts(message) }
      const decision = decideCommand(message, facts, { now: at, actor })
      if (!decision.ok) return decision
      for (const event of decision.events) {
        seq += 1
        memory.take([{ seq, at, commandId: message.input.commandId, actor: actorRef(actor), event }])
        const ticket = applyTicketEvent(tickets.get(event.ticketId), event, { at, actorName: actor.name })
        tickets.set(ticket.id, ticket)
        if (ticket.stage === 'on-site' && !arrivals.has(ticket.id))
          arrivals.set(ticket.id, (at - ticket.createdAt) / minutes(1))
      }
      return { ok: true, seq }
    },
  }
}

const newEngineer = {
  boardId,
  skills: [],
  shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 } as const,
  capacity: 6,
  districts: [],
  ratingSum: 0,
  ratingCount: 0,
}

/** How long a ticket waits at the desk follows from its id: the same day must have the same ones. */
function createIds(seed: number): () => string {
  const random = seededRandom(seed + 1)
  const digits = () => pickInteger(random, 0x1000_0000, 0xffff_ffff).toString(16)
  return () => `${digits()}-0000-4000-8000-${digits()}0000`
}
