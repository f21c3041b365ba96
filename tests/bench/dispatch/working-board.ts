import { randomUUID } from 'node:crypto'
import { findBoardSnapshot } from '#db/board-snapshot.ts'
import { seededRandom } from '#db/seed/seeded-random.ts'
import type { CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { defaultDueAt } from '#domain/sla/due.ts'
import { takeSeat } from '#server/cli/replay/board-seat.ts'
import { connectDevice } from '#server/cli/replay/device.ts'
import { prepareBoard, type PreparedBoard } from '#server/cli/replay/prepare-board.ts'
import { toCreateTicket } from '#server/cli/replay/replay-day.ts'
import { createCourier } from '#server/simulation/courier.ts'
import { createFrontDesk } from '#server/simulation/front-desk.ts'
import { createSimulation } from '#server/simulation/simulation.ts'
import type { TestDatabase } from '#tests/support/scratch-postgres.ts'
import type { BenchDay } from './requested-day.ts'
import { createNearestFirst } from './nearest-first.ts'
import { createOdometer, findOnTheWay } from './odometer.ts'

/** Two boards with these have the same engineers at the same homes, who need the same time for a job. */
const seed = 311
/** Just enough for the busiest hour. */
const engineers = 20

export const prepareTwin = (database: TestDatabase, { requests, timeZone }: BenchDay, name: string) =>
  prepareBoard(database, { name, timeZone, engineers, requests, random: seededRandom(seed) })

export type WorkingBoard = {
  /** To be called many times a second. */
  step: () => void
  /** When each ticket's creation was sent, on the clock of life. */
  sentAt: ReadonlyMap<string, number>
  /** Metres driven to tickets so far, as the engineers' devices have told. */
  drivenMeters: () => number
  isDone: () => boolean
  close: () => Promise<void>
}

type Options = {
  url: string
  database: TestDatabase
  prepared: PreparedBoard
  day: BenchDay
  now: () => Instant
  /** Who gives the tickets away: the server's engine, or the desk of this board by distance. */
  dispatcher: 'engine' | 'nearest-first'
}

/** A board on which the day's requests come in, and whose engineers work on what they are given. */
export async function openWorkingBoard(options: Options): Promise<WorkingBoard> {
  const { url, database, prepared, day, now, dispatcher } = options
  const { boardId, person } = prepared
  const seat = await takeSeat(url, prepared, {
    now,
    fetchSnapshot: async () => {
      const snapshot = await findBoardSnapshot(database.sql, boardId, now())
      if (!snapshot) throw new Error('the board was prepared')
      return snapshot
    },
  })
  const devices = new Map([...prepared.devices].map(([id, token]) => [id, connectDevice(url, token)]))
  const courier = createCourier({
    send: (actor: Actor, message: CommandMessage) => {
      const sender = actor.kind === 'engineer' ? devices.get(actor.id) : seat
      if (!sender) throw new Error(`no device for ${actor.name}`)
      return sender.send(message)
    },
    now,
    onBroken: (error) => console.error(error),
  })
  const driven = createOdometer()
  let onTheWay: ReadonlySet<string> = new Set()
  const shared = { board: seat.view, courier, now, newId: randomUUID, speed: 1 }
  const simulation = createSimulation({
    ...shared,
    report: (engineerId, report) => {
      driven.note(engineerId, report, onTheWay.has(engineerId))
      devices.get(engineerId)?.report(report)
    },
    lastPlaceOf: () => undefined,
    random: seededRandom(seed),
  })
  const workAtDesk = createFrontDesk({ ...shared, actor: person })
  const giveAway =
    dispatcher === 'engine'
      ? () => undefined
      : createNearestFirst({ ...shared, actor: person, placeOf: simulation.placeOf })

  const startedAt = now()
  const sentAt = new Map<string, number>()
  const receive = () => {
    for (;;) {
      const request = day.requests[sentAt.size]
      if (!request || request.createdAt - day.from > now() - startedAt) return
      const message = toCreateTicket(boardId, request, defaultDueAt(request.priority, now()))
      const { ticketId } = message.input
      sentAt.set(ticketId, performance.timeOrigin + performance.now())
      courier.send(person, { id: ticketId, version: 0 }, message)
    }
  }
  return {
    step: () => {
      receive()
      giveAway()
      onTheWay = findOnTheWay(seat.view())
      simulation.step()
      workAtDesk()
    },
    sentAt,
    drivenMeters: driven.meters,
    isDone: () =>
      sentAt.size === day.requests.length &&
      [...seat.view().tickets.values()].every(({ stage }) => stage === 'closed'),
    close: async () => {
      await courier.settled()
      seat.close()
      for (const device of devices.values()) device.close()
    },
  }
}
