import type { Engineer } from '#domain/engineer.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import type { Stage } from '#domain/stage.ts'
import type { StepTarget } from '#domain/flow/step.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { createRoute, headingOnRoute, placeNear, placeOnRoute, type Route } from './route.ts'

type Trip = { route: Route; startedAt: Instant; arrivesAt: Instant }

/**
 * What a simulated engineer does. Where a ticket stands is known from the board alone; this adds the place and the time
 * that things take, so that after a restart everybody goes on from what the board says.
 */
export type EngineerState =
  | { doing: 'standing'; place: LngLat; strollAt: Instant }
  | { doing: 'strolling'; trip: Trip }
  | { doing: 'accepting'; place: LngLat; ticketId: string; until: Instant }
  | { doing: 'driving'; ticketId: string; trip: Trip }
  | { doing: 'working'; place: LngLat; ticketId: string; until: Instant }
  /** A command is on its way, or answered and not yet seen on the board. */
  | { doing: 'asking'; place: LngLat; ticketId: string; seenVersion: number; againAt: Instant }

/** What the engineer wants done with a ticket, as it was seen: to have it moved, or, on a drawn flow, to answer for their step. */
export type Intent = { ticket: Ticket; to: StepTarget | 'answer' }

export type EngineerSight = {
  engineer: Engineer
  /** The open tickets that the engineer holds. */
  held: readonly Ticket[]
  isOnShift: boolean
  /** Whether a command about this ticket has been sent and not been answered. */
  isUnderWay: (ticketId: string) => boolean
  /** Whether a ticket on a drawn flow waits for this engineer, as far as is known. */
  isTheirStep: (ticket: Ticket) => boolean
  /** The nodes of the ticket's flow in which a job can be interrupted. */
  waitingNodeIds: (ticket: Ticket) => readonly string[]
  now: Instant
  /** When this simulation began: what had been waiting before counts from here. */
  since: Instant
  random: () => number
  /** How many times faster than life. */
  speed: number
}

type EngineerStep = { state: EngineerState; intent?: Intent }

const nearMeters = 150
const strollMeters = 900
const interruptedShare = 0.08
/** When the board shows nothing of an answered command by then, it was refused: think again. */
const patienceMs = 15_000

export const startEngineer = (place: LngLat, now: Instant): EngineerState => ({
  doing: 'standing',
  place,
  strollAt: now + minutes(1),
})

/** What the engineer does next, and what is to be sent for it. */
export function stepEngineer(state: EngineerState, sight: EngineerSight): EngineerStep {
  const { now, random } = sight
  switch (state.doing) {
    case 'asking': {
      const ticket = findHeld(sight, state.ticketId)
      const isUnseen = ticket?.version === state.seenVersion && now < state.againAt
      return sight.isUnderWay(state.ticketId) || isUnseen ? { state } : takeUpNext(state, sight)
    }
    case 'accepting': {
      const ticket = findHeld(sight, state.ticketId)
      if (!ticket || errandOf(ticket, sight) !== 'answer') return takeUpNext(state, sight)
      return now < state.until ? { state } : ask(state.place, ticket, { stage: 'en-route' }, sight)
    }
    case 'driving': {
      const ticket = findHeld(sight, state.ticketId)
      const isStillGoal =
        ticket &&
        errandOf(ticket, sight) === 'go' &&
        distanceMeters(ticket.place, state.trip.route.to) < nearMeters
      if (!isStillGoal) return takeUpNext(state, sight)
      if (now < state.trip.arrivesAt) return { state }
      const place = state.trip.route.to
      return ticket.stage === 'on-site'
        ? startWork(place, ticket, sight)
        : ask(place, ticket, { stage: 'on-site' }, sight)
    }
    case 'working': {
      const ticket = findHeld(sight, state.ticketId)
      if (ticket?.stage !== 'on-site' || errandOf(ticket, sight) !== 'go') return takeUpNext(state, sight)
      if (now < state.until) return { state }
      const waitingNodeIds = sight.waitingNodeIds(ticket)
      const nodeId = waitingNodeIds[Math.floor(random() * waitingNodeIds.length)]
      const isInterrupted = nodeId !== undefined && random() < interruptedShare
      return ask(
        state.place,
        ticket,
        isInterrupted ? { stage: 'waiting', nodeId } : { stage: 'to-verify' },
        sight,
      )
    }
    case 'strolling':
      return findNext(sight) || now >= state.trip.arrivesAt ? takeUpNext(state, sight) : { state }
    case 'standing':
      if (findNext(sight)) return takeUpNext(state, sight)
      return now >= state.strollAt && sight.isOnShift ? { state: stroll(state.place, sight) } : { state }
  }
}

/** Where the engineer is; the heading is null for one who does not move. */
export function whereIs(
  state: EngineerState,
  now: Instant,
): { place: LngLat; headingDegrees: number | null } {
  if (state.doing !== 'driving' && state.doing !== 'strolling')
    return { place: state.place, headingDegrees: null }
  const { route, startedAt, arrivesAt } = state.trip
  const share = Math.max(0, Math.min(1, (now - startedAt) / Math.max(1, arrivesAt - startedAt)))
  return { place: placeOnRoute(route, share), headingDegrees: headingOnRoute(route, share) }
}

const findHeld = ({ held }: EngineerSight, ticketId: string): Ticket | undefined =>
  held.find(({ id }) => id === ticketId)

/** `to` is where the standard process has it go; a drawn flow knows that itself. */
const ask = (place: LngLat, ticket: Ticket, to: StepTarget, { now }: EngineerSight): EngineerStep => ({
  state: {
    doing: 'asking',
    place,
    ticketId: ticket.id,
    seenVersion: ticket.version,
    againAt: now + patienceMs,
  },
  intent: { ticket, to: ticket.flow ? 'answer' : to },
})

/** On site goes before on the way, then what has waited long enough, then what is still to be accepted; by due time. */
const order: Partial<Record<Stage, number>> = { 'on-site': 0, 'en-route': 1, waiting: 2, assigned: 3 }

function findNext(sight: EngineerSight): Ticket | undefined {
  const rank = ({ stage }: Ticket) => order[stage] ?? Number.POSITIVE_INFINITY
  return sight.held
    .filter((ticket) => errandOf(ticket, sight) !== null)
    .sort((a, b) => rank(a) - rank(b) || a.dueAt - b.dueAt)[0]
}

/**
 * What there is to do about a ticket: to answer for it where one is, or to go there and go on with it. Null when nothing is.
 * On a drawn flow people wait for others in any column, and some steps need nobody to be there.
 */
function errandOf(ticket: Ticket, sight: EngineerSight): 'answer' | 'go' | null {
  const isForTheRoad = ticket.stage === 'on-site' || ticket.stage === 'en-route'
  if (ticket.flow) {
    if (!sight.isTheirStep(ticket)) return null
    return isForTheRoad ? 'go' : 'answer'
  }
  if (ticket.stage === 'assigned') return 'answer'
  return isForTheRoad || isWaitOver(ticket, sight) ? 'go' : null
}

/** Parts and customers take between ten and forty minutes, always the same for one ticket. */
function isWaitOver({ id, stage, stageSince }: Ticket, { now, since, speed }: EngineerSight): boolean {
  const wait = minutes(10 + 30 * shareOf(id)) / speed
  return stage === 'waiting' && now - Math.max(stageSince, since) >= wait
}

/** 0..1 from the bits of a UUID. */
export const shareOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16) / 2 ** 32

function takeUpNext(state: EngineerState, sight: EngineerSight): EngineerStep {
  const { now, random, speed } = sight
  const { place } = whereIs(state, now)
  const ticket = findNext(sight)
  if (!ticket)
    return { state: { doing: 'standing', place, strollAt: now + minutes(2 + 6 * random()) / speed } }
  if (errandOf(ticket, sight) === 'answer') {
    const until = now + minutes(0.3 + 1.2 * random()) / speed
    return { state: { doing: 'accepting', place, ticketId: ticket.id, until } }
  }
  const isThere = distanceMeters(place, ticket.place) < nearMeters
  if (isThere && ticket.stage === 'on-site') return startWork(place, ticket, sight)
  const kilometresPerHour = 25 + 10 * random()
  return {
    state: {
      doing: 'driving',
      ticketId: ticket.id,
      trip: startTrip(place, ticket.place, kilometresPerHour, sight),
    },
  }
}

const startWork = (place: LngLat, { id }: Ticket, { now, random, speed }: EngineerSight): EngineerStep => ({
  state: {
    doing: 'working',
    place,
    ticketId: id,
    // Most jobs are short: the cube of a chance lies nearer to nought.
    until: now + minutes(5 + 35 * random() ** 3) / speed,
  },
})

/** Around home, at walking pace or a little more. */
function stroll(place: LngLat, sight: EngineerSight): EngineerState {
  const { engineer, random } = sight
  const goal = placeNear(engineer.home, strollMeters, random)
  const isFar = distanceMeters(place, engineer.home) > 2 * strollMeters
  return { doing: 'strolling', trip: startTrip(place, goal, isFar ? 25 : 8, sight) }
}

function startTrip(
  from: LngLat,
  to: LngLat,
  kilometresPerHour: number,
  { now, random, speed }: EngineerSight,
): Trip {
  const route = createRoute(from, to, random)
  const metersPerMs = kilometresPerHour / 3600
  return { route, startedAt: now, arrivesAt: now + route.meters / metersPerMs / speed }
}
