import type { CommandAnswer } from '#contract/command.ts'
import type { PositionReport } from '#contract/position-report.ts'
import type { Database } from '#db/client.ts'
import { demoBoardId, demoEngine } from '#db/seed/demo-city.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { findStand } from '#server/commands/flow-running/find-stand.ts'
import { createCourier } from '#server/simulation/courier.ts'
import { createFrontDesk } from '#server/simulation/front-desk.ts'
import { createNightDispatcher, type Reserve } from '#server/simulation/night-dispatcher.ts'
import { createOffice } from '#server/simulation/office.ts'
import { createSimulation } from '#server/simulation/simulation.ts'
import { createStandBook } from '#server/simulation/stand-book.ts'
import { createDemoRequests, renewAppointments } from './demo-requests.ts'
import { followBoard } from './follow-board.ts'

export type DemoCityPorts = {
  database: Database
  runCommand: (actor: Actor, raw: unknown) => Promise<CommandAnswer>
  positions: {
    report: (engineerId: string, report: PositionReport) => Promise<number>
    onBoard: (boardId: string) => ReadonlyMap<string, { place: LngLat }>
  }
  now: () => Instant
  random: () => number
  newId: () => string
  log: { error: (details: { err: unknown }, text: string) => void }
}

export type DemoCity = {
  /** One moment of the city; answers when its commands have been carried out. */
  step: () => Promise<void>
}

/** Three times as fast as life: markers move while one watches, and a ticket is done in about ten minutes. */
const speed = 3

/** The visitor's share of the work. */
const reserve: Reserve = { least: 6, most: 10, untouchedMs: 90_000 }

/**
 * The demo city at work: customers report, engineers drive, the night dispatcher takes what nobody touches. All of it goes
 * through the same commands as real work. Whatever is remembered stands on the board, so that it goes on after a restart.
 * @throws where there is no demo city.
 */
export async function createDemoCity(ports: DemoCityPorts): Promise<DemoCity> {
  const { database, runCommand, positions, now, random, newId, log } = ports
  const follower = await followBoard(database.sql, demoBoardId, now)
  if (!follower) throw new Error('there is no demo city in this database')
  const board = follower.view
  const onBroken = (err: unknown) => log.error({ err }, 'the demo city could not do something')
  const courier = createCourier({ send: runCommand, now, onBroken })
  const stands = createStandBook({
    findStand: (actor, ticketId) => findStand(database.sql, ticketId, { actor, now: now() }),
    now,
    onBroken,
  })
  const lastPlaces = positions.onBoard(demoBoardId)
  const reports: Promise<unknown>[] = []
  const simulation = createSimulation({
    board,
    courier,
    stands,
    report: (engineerId, report) => reports.push(positions.report(engineerId, report)),
    lastPlaceOf: (engineerId) => lastPlaces.get(engineerId)?.place,
    now,
    random,
    newId,
    speed,
  })
  const actor = demoEngine
  const receiveRequests = createDemoRequests({ board, courier, actor, now, random, newId })
  const workAtDesk = createFrontDesk({ board, courier, actor, now, newId, speed })
  const workInOffice = createOffice({
    board,
    courier,
    stands,
    colleagues: [actor],
    now,
    random,
    newId,
    speed,
  })
  const dispatchAtNight = createNightDispatcher({
    board,
    courier,
    actor,
    reserve,
    placeOf: simulation.placeOf,
    now,
    newId,
    mostAtOnce: 1,
  })
  renewAppointments({ board, courier, actor, now, random, newId })

  return {
    async step() {
      await follower.refresh()
      simulation.step()
      workAtDesk()
      workInOffice()
      dispatchAtNight()
      receiveRequests()
      await Promise.all([courier.settled(), ...reports.splice(0)])
    },
  }
}

const stepMs = 1_000

/** Opens the demo city and steps it once a second until it is stopped. */
export function runDemoCity(ports: DemoCityPorts): { stop: () => Promise<void> } {
  let city: DemoCity | undefined
  let isFailing = false
  let running: Promise<void> | undefined
  const step = async () => {
    try {
      city ??= await createDemoCity(ports)
      await city.step()
      isFailing = false
    } catch (err) {
      // The database is away, most likely: said once, tried again every second.
      if (!isFailing) ports.log.error({ err }, 'the demo city stands still')
      isFailing = true
    }
  }
  const timer = setInterval(() => {
    running ??= step().finally(() => {
      running = undefined
    })
  }, stepMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
