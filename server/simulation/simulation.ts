import type { CommandMessage } from '#contract/command.ts'
import type { PositionReport } from '#contract/position-report.ts'
import { flowOf } from '#domain/flow/board-flows.ts'
import type { Actor } from '#domain/actor.ts'
import { isOnShift, type Engineer } from '#domain/engineer.ts'
import { localTime, type Instant } from '#domain/instant.ts'
import type { StepOwner } from '#domain/flow/who-acts.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { answerStep, findStep, toStepMessage } from './answer-step.ts'
import { groupHeldTickets, type BoardView } from './board-view.ts'
import type { Courier } from './courier.ts'
import type { StandBook } from './stand-book.ts'
import { startEngineer, stepEngineer, whereIs, type EngineerState, type Intent } from './step-engineer.ts'

export type SimulationPorts = {
  board: () => BoardView
  courier: Courier
  /** Left out where no ticket runs on a drawn flow. */
  stands?: StandBook
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
  stands,
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

  const findTheirStep = (engineer: Engineer, ticket: Ticket) => {
    const stand = stands?.standOf(actorOf(engineer), ticket)
    const place = stand ? findStep(stand, (owner) => isFor(engineer, owner)) : undefined
    return stand && place ? { stand, place } : undefined
  }

  const toMessage = (engineer: Engineer, { ticket, to }: Intent): CommandMessage | undefined => {
    const { id: ticketId, boardId, version: expectedVersion } = ticket
    if (to !== 'answer')
      return {
        name: 'moveTicketStage',
        input: { commandId: newId(), boardId, ticketId, expectedVersion, ...to },
      }
    const found = findTheirStep(engineer, ticket)
    const answer = found && answerStep(found.stand, found.place, { now: now(), random })
    return answer && toStepMessage(newId(), ticket, answer)
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
          isTheirStep: (ticket) => findTheirStep(engineer, ticket) !== undefined,
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
        const message = intent && toMessage(engineer, intent)
        if (message) courier.send(actorOf(engineer), intent.ticket, message)
        // After work, with nothing left to do, the device is switched off.
        if (onShift || mine.length > 0) reportPlace(engineer.id, state)
      }
    },
    placeOf: (engineer) => whereIs(stateOf(engineer), now()).place,
  }
}

const actorOf = ({ id, name, boardId }: Engineer): Actor => ({ kind: 'engineer', id, name, boardId })

/** Work that is open to all engineers is done by the one who holds the ticket. */
const isFor = ({ id }: Engineer, owner: StepOwner): boolean =>
  owner.kind === 'handler' ? owner.id === id : owner.kind === 'role' && owner.role === 'engineer'
