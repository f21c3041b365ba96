import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { findHandoverObstacle } from '#domain/decide/decide-assignment.ts'
import { shiftMoment, type Engineer } from '#domain/engineer.ts'
import { flowOf, type BoardFlows } from '#domain/flow/board-flows.ts'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import { findUnsuitability } from '#domain/suitability.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { Advised } from './advised-targets.ts'
import { workOf, type EngineerWork } from './engineer-work.ts'

export type DropTargetFacts = {
  flows: BoardFlows
  engineers: Iterable<Engineer>
  engineerName: (engineerId: string) => string
  work: ReadonlyMap<string, EngineerWork>
  /** The last known place; who has not reported is taken to be at home. */
  position: (engineerId: string) => LngLat | undefined
  timeZone: string
  now: Instant
}

/** An engineer as a target for the tickets in hand: who, how far, how busy, and why not. */
export type DropTarget = {
  engineer: Engineer
  load: number
  distanceMeters: number
  /** No position has come: the distance is from home. */
  fromHome: boolean
  /** The rule that stands in the way, or null. */
  rejection: Rejection | null
  /** 1 to 3 for the best three, else null. */
  rank: 1 | 2 | 3 | null
  /** Null until the engine has answered, and for whom it says nothing. */
  advised: Advised | null
}

const ranks = [1, 2, 3] as const

/** @param index from 0, the best first */
export const toBestRank = (index: number): DropTarget['rank'] => ranks[index] ?? null

/**
 * Every engineer as a target for these tickets: the suitable first, nearest first, then the less loaded; after them the
 * others, each with the first rule that forbids it. Several tickets must all fit: the distance is to the first.
 */
export function rankDropTargets(tickets: readonly Ticket[], facts: DropTargetFacts): DropTarget[] {
  const [first] = tickets
  if (!first) return []
  const inHand = tickets.map((ticket) => ({
    ticket,
    obstacle: findHandoverObstacle(flowOf(facts.flows, ticket), ticket, facts.engineerName),
  }))
  const targets = [...facts.engineers].map((engineer): DropTarget => {
    const position = facts.position(engineer.id)
    return {
      engineer,
      load: workOf(facts.work, engineer.id).load,
      distanceMeters: distanceMeters(position ?? engineer.home, first.place),
      fromHome: position === undefined,
      rejection: findObstacle(inHand, engineer, facts),
      rank: null,
      advised: null,
    }
  })
  targets.sort(
    (a, b) =>
      Number(a.rejection !== null) - Number(b.rejection !== null) ||
      a.distanceMeters - b.distanceMeters ||
      a.load - b.load,
  )
  return targets.map((target, index) => ({
    ...target,
    rank: target.rejection ? null : toBestRank(index),
  }))
}

/** The first rule by which the engineer cannot take all of the tickets: the same rules as those of the commands. */
function findObstacle(
  inHand: readonly { ticket: Ticket; obstacle: Rejection | null }[],
  engineer: Engineer,
  { work, timeZone, now }: DropTargetFacts,
): Rejection | null {
  let openLoad = workOf(work, engineer.id).load
  let alreadyHeld = 0
  for (const { ticket, obstacle } of inHand) {
    if (isOpen(ticket) && ticket.assignment?.engineerId === engineer.id) {
      alreadyHeld += 1
      continue
    }
    if (obstacle) return obstacle
    const unsuitable = findUnsuitability(ticket, {
      engineer,
      openLoad,
      at: shiftMoment(now, ticket.windowFrom, timeZone),
    })
    if (unsuitable) return unsuitable
    openLoad += 1
  }
  return alreadyHeld === inHand.length ? { name: 'same-engineer', engineer: engineer.name } : null
}
