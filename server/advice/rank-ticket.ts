import type { BoardDispatch } from '#db/policy.ts'
import type { Engineer } from '#domain/engineer.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import { orderCandidates, type Order } from '#domain/scoring/rank.ts'
import type { Candidate, TicketQuestion } from '#domain/scoring/raw-values.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { estimateTravelSeconds, type TravelBands } from '#geo/travel-estimate.ts'
import type { BoardMemory } from './board-memory.ts'

/** The last known place of an engineer. */
export type KnownPlace = { place: LngLat; at: Instant }

/** Older, and the engineer may be anywhere by now; it still says more than the home. */
const freshPositionMs = minutes(15)

/** So many of the best by estimate are worth a question to the engine that knows the roads. */
export const refinedCount = 25

export type RankingFacts = {
  memory: BoardMemory
  places: ReadonlyMap<string, KnownPlace>
  bands: TravelBands
  now: Instant
  /** Where somebody knows it better than the memory: what was locked for a command. */
  openLoad?: (engineerId: string) => number | undefined
}

export type Ranked = { question: TicketQuestion; order: Order }

/** All engineers of a board for a ticket, travel by estimate. */
export function rankTicket(
  ticket: Ticket,
  facts: RankingFacts,
  { policy }: Pick<BoardDispatch, 'policy'>,
): Ranked {
  const engineers = facts.memory.engineers()
  const weekCounts = weekCountsOf(engineers, facts)
  const question = questionAbout(ticket, facts, weekCounts)
  const candidates = engineers.map((engineer, index) =>
    candidateFor(ticket, engineer, facts, weekCounts[index] ?? 0),
  )
  return { question, order: orderCandidates(question, candidates, policy) }
}

export const weekCountsOf = (
  engineers: readonly Engineer[],
  { memory, now }: Pick<RankingFacts, 'memory' | 'now'>,
): number[] => engineers.map(({ id }) => memory.weekCount(id, now))

export function questionAbout(
  ticket: Ticket,
  { memory, now }: Pick<RankingFacts, 'memory' | 'now'>,
  weekCounts: readonly number[],
): TicketQuestion {
  return {
    ticket,
    now,
    timeZone: memory.timeZone,
    meanWeekCount:
      weekCounts.length > 0 ? weekCounts.reduce((sum, one) => sum + one, 0) / weekCounts.length : 0,
    wishes: ticket.customer ? memory.wishesOf(ticket.customer.id) : { never: [], only: [] },
  }
}

export function candidateFor(
  ticket: Ticket,
  engineer: Engineer,
  facts: RankingFacts,
  weekCount: number,
): Candidate {
  const { memory } = facts
  const { place, placeFrom } = placeOf(engineer, facts)
  const meters = distanceMeters(place, ticket.place)
  const load = facts.openLoad?.(engineer.id) ?? memory.openLoad(engineer.id)
  return {
    engineer,
    openLoad: ticket.assignment?.engineerId === engineer.id ? load - 1 : load,
    placeFrom,
    travel: { meters, seconds: estimateTravelSeconds(meters, facts.bands), source: 'estimate' },
    visits: ticket.customer ? memory.visits(ticket.customer.id, engineer.id) : 0,
    weekCount,
  }
}

export function placeOf(
  { id, home }: { id: string; home: LngLat },
  { places, now }: Pick<RankingFacts, 'places' | 'now'>,
): { place: LngLat; placeFrom: Candidate['placeFrom'] } {
  const known = places.get(id)
  if (!known) return { place: home, placeFrom: 'home' }
  return { place: known.place, placeFrom: now - known.at > freshPositionMs ? 'stale' : 'live' }
}

/** @param seconds undefined where no engine has told */
export const byRoad = (candidate: Candidate, seconds: number | undefined): Candidate =>
  seconds === undefined
    ? candidate
    : { ...candidate, travel: { ...candidate.travel, seconds, source: 'road' } }

/** Seconds by road per engineer, for as many as the engine has told. */
export type RoadSeconds = ReadonlyMap<string, number>

/** The best by estimate in their order by road. Those behind them stay behind. */
export function refineByRoad(
  { question, order }: Ranked,
  roads: RoadSeconds,
  { policy }: Pick<BoardDispatch, 'policy'>,
): Ranked {
  const best = order.eligible
    .slice(0, refinedCount)
    .map(({ candidate }) => byRoad(candidate, roads.get(candidate.engineer.id)))
  const refined = orderCandidates(question, best, policy)
  return {
    question,
    order: {
      eligible: [...refined.eligible, ...order.eligible.slice(refinedCount)],
      excluded: [...order.excluded, ...refined.excluded],
    },
  }
}
