import type { CommandMessage } from '#contract/command.ts'
import type { PositionReport } from '#contract/position-report.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import type { Actor } from '#domain/actor.ts'
import { isOnShift, type Engineer } from '#domain/engineer.ts'
import { localTime, type Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { groupHeldTickets, type BoardView } from './board-view.ts'
import type { Courier } from './courier.ts'
import { startEngineer, stepEngineer, whereIs, type EngineerState, type Intent } from './step-engineer.ts'

export type SimulationPorts = {
  board: () => BoardView
  courier: Courier
  /** Takes the position of an engineer's device. */
  report: (engineerId: string, report: PositionReport) => void
  /** Where somebody was seen last, before the simulation began; else they start at home. */
  lastPlaceOf: (engineerId: string) => LngLat | undefined
  now: () => Instant
  random: () => number
  newId: () => string
  /** How many times faster than life the engineers drive and work. */
  speed: number
}

export type Simulation = {
  /** To be called about once a second. */
  step: () => void
  /** Where an engineer is now. */
  placeOf: (engineer: Engineer) => LngLat
}

/** A standing device says every half minute that it is still there. */
const heartbeatMs = 30_000

/** Engineers who do with the tickets that they hold what people do: accept, drive, arrive, work, wait, finish. */
export function createSimulation({
  board,
  courier,
  report,
  lastPlaceOf,
  now,
  random,
  newId,
  speed,
}: SimulationPorts): Simulation {
  const since = now()
  const states = new Map<string, EngineerState>()
  const reported = new Map<string, { at: Instant; wasMoving: boolean }>()

  const stateOf = (engineer: Engineer): EngineerState =>
    states.get(engineer.id) ?? startEngineer(lastPlaceOf(engineer.id) ?? engineer.home, since)

  const reportPlace = (engineerId: string, state: EngineerState) => {
    const at = now()
    const { place, headingDegrees } = whereIs(state, at)
    const isMoving = headingDegrees !== null
    const last = reported.get(engineerId)
    // One more report after the last move, so that the marker comes to rest where the engineer stopped.
    if (last && !isMoving && !last.wasMoving && at - last.at < heartbeatMs) return
    reported.set(engineerId, { at, wasMoving: isMoving })
    report(engineerId, { datum: 'wgs84', fixes: [{ ...place, at, headingDegrees }] })
  }

  return {
    step() {
      const view = board()
      const held = groupHeldTickets(view)
      const at = localTime(now(), view.timeZone)
      for (const engineer of view.engineers) {
        const mine = held.get(engineer.id) ?? []
        const onShift = isOnShift(engineer.shift, at)
        const { state, intent } = stepEngineer(stateOf(engineer), {
          engineer,
          held: mine,
          isOnShift: onShift,
          isUnderWay: courier.isUnderWay,
          waitingNodeIds: (ticket) =>
            flowOf(view.flows, ticket)
              .nodes.filter(({ stage }) => stage === 'waiting')
              .map(({ id }) => id),
          now: now(),
          since,
          random,
          speed,
        })
        states.set(engineer.id, state)
        if (intent) courier.send(actorOf(engineer), intent.ticket, toMessage(view.id, newId(), intent))
        // After work, with nothing left to do, the device is switched off.
        if (onShift || mine.length > 0) reportPlace(engineer.id, state)
      }
    },
    placeOf: (engineer) => whereIs(stateOf(engineer), now()).place,
  }
}

const actorOf = ({ id, name, boardId }: Engineer): Actor => ({ kind: 'engineer', id, name, boardId })

const toMessage = (
  boardId: string,
  commandId: string,
  { ticket, stage, nodeId }: Intent,
): CommandMessage => ({
  name: 'moveTicketStage',
  input: { commandId, boardId, ticketId: ticket.id, expectedVersion: ticket.version, stage, nodeId },
})
