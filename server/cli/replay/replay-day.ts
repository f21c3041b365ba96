import { randomUUID } from 'node:crypto'
import type { CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import { hours, localTime, minutes, type Instant } from '#domain/instant.ts'
import { isOpen } from '#domain/ticket/ticket.ts'
import { createCourier } from '#server/simulation/courier.ts'
import { createFrontDesk } from '#server/simulation/front-desk.ts'
import { createNightDispatcher, noReserve, type Reserve } from '#server/simulation/night-dispatcher.ts'
import { createOffice } from '#server/simulation/office.ts'
import { createSimulation } from '#server/simulation/simulation.ts'
import { createStandBook } from '#server/simulation/stand-book.ts'
import type { ReplayArguments } from './arguments.ts'
import type { BoardSeat } from './board-seat.ts'
import type { Device } from './device.ts'
import type { PreparedBoard } from './prepare-board.ts'
import type { Request, RequestedDay } from './read-requests.ts'
import { replayedAt, scaledAllowance } from './scale.ts'
import type { Tally } from './tally.ts'

export type ReplayPorts = {
  prepared: PreparedBoard
  day: RequestedDay
  hoursLong: number
  speed: number
  dispatcher: ReplayArguments['dispatcher']
  until?: ReplayArguments['until']
  /** Of all of the office, by person. */
  seats: ReadonlyMap<string, BoardSeat>
  devices: ReadonlyMap<string, Device>
  tally: Tally
  say: (line: string) => void
  onBroken: (error: unknown) => void
}

export type Replay = {
  /** When the day is over or the replay was stopped, and every command has been answered. */
  ended: Promise<void>
  stop: () => void
}

const stepMs = 1_000
const sayEveryMs = 5_000

/** Lets the requests of a day come in at their times, scaled, and everybody work on them. */
export function replayDay(ports: ReplayPorts): Replay {
  const { prepared, day, hoursLong, speed, dispatcher, until, seats, devices, tally, say, onBroken } = ports
  const { boardId, person } = prepared
  const seat = seats.get(person.id)
  if (!seat) throw new Error('nobody sits at the board')
  const clock = { startedAt: Date.now(), from: day.from, speed }
  const placeOf = ({ kind, id, name }: Actor) => {
    const place = kind === 'engineer' ? devices.get(id) : seats.get(id)
    if (!place) throw new Error(`${name} has no place to work at`)
    return place
  }
  const send = (actor: Actor, message: CommandMessage) => {
    return tally.count(message, placeOf(actor).send(message))
  }
  const shared = { board: seat.view, now: Date.now, newId: randomUUID, speed }
  const courier = createCourier({ send, now: Date.now, onBroken })
  const stands = createStandBook({
    findStand: (actor, ticketId) => placeOf(actor).findStand(ticketId),
    now: Date.now,
    onBroken,
  })
  const simulation = createSimulation({
    ...shared,
    courier,
    stands,
    report: (engineerId, report) => devices.get(engineerId)?.report(report),
    lastPlaceOf: () => undefined,
    random: Math.random,
  })
  const workAtDesk = createFrontDesk({ ...shared, courier, actor: person })
  const workInOffice = createOffice({
    ...shared,
    courier,
    stands,
    colleagues: prepared.colleagues.map((colleague) => colleague.person),
    random: Math.random,
  })
  const dispatch = createNightDispatcher({
    ...shared,
    courier,
    actor: person,
    reserve: dispatcher === 'engine' ? leftByEngine(speed) : noReserve,
    placeOf: simulation.placeOf,
    mostAtOnce: 20,
  })
  let next = 0
  const receive = (at: Instant) => {
    for (; ; next += 1) {
      const request = day.requests[next]
      if (!request || request.createdAt > at) return
      const message = toCreateTicket(boardId, request, Date.now() + scaledAllowance(request, speed))
      courier.send(person, { id: message.input.ticketId, version: 0 }, message)
    }
  }
  // A ticket closed long ago leaves the board; one that was reopened is closed no more.
  const closed = new Set<string>()
  const countClosed = () => {
    for (const ticket of seat.view().tickets.values())
      if (isOpen(ticket)) closed.delete(ticket.id)
      else closed.add(ticket.id)
  }
  const isOver = (at: Instant) =>
    at - day.from >= hours(hoursLong) &&
    (until !== 'closed' ||
      (next >= day.requests.length &&
        [...seat.view().tickets.values()].every((ticket) => !isOpen(ticket)) &&
        courier.isIdle()))
  const line = (at: Instant) => {
    const { created, assigned, acknowledged, refused, waiting } = tally.figures()
    const { date, minuteOfDay } = localTime(at, seat.view().timeZone)
    const time = `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`
    return `${date} ${time}  ${seat.isLive() ? 'live' : 'away'}  created ${created}/${day.requests.length}  assigned ${assigned}  closed ${closed.size}  acknowledged ${acknowledged}  refused ${refused}  waiting ${waiting}  reconnects ${seat.reconnects()}`
  }

  const stopping = new AbortController()
  const stopped = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve))
  let saidAt = 0
  const timer = setInterval(() => {
    const at = replayedAt(Date.now(), clock)
    receive(at)
    simulation.step()
    workAtDesk()
    workInOffice()
    countClosed()
    dispatch()
    if (Date.now() - saidAt >= sayEveryMs) {
      saidAt = Date.now()
      say(line(at))
    }
    if (isOver(at)) stopping.abort()
  }, stepMs)
  const ended = stopped.then(async () => {
    clearInterval(timer)
    await courier.settled()
    countClosed()
    say(line(replayedAt(Date.now(), clock)))
  })
  return { ended, stop: () => stopping.abort() }
}

/** What automatic dispatch has not given away in ten minutes of the day, or in the five seconds that it may need. */
const leftByEngine = (speed: number): Reserve => ({
  least: 0,
  most: Number.POSITIVE_INFINITY,
  untouchedMs: Math.max(minutes(10) / speed, 5_000),
})

/** As the service desk writes it down, with an id made here. */
export function toCreateTicket(
  boardId: string,
  request: Request,
  dueAt: Instant,
): Extract<CommandMessage, { name: 'createTicket' }> {
  const { externalId, title, description, priority, requiredSkills, place, address, source, customer } =
    request
  return {
    name: 'createTicket',
    input: {
      commandId: randomUUID(),
      boardId,
      ticketId: randomUUID(),
      assetId: null,
      windowFrom: null,
      windowTo: null,
      requiredSkills: [...requiredSkills],
      dueAt,
      ...{ externalId, title, description, priority, place, address, source, customer },
    },
  }
}
