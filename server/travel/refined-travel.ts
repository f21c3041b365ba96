import type { Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { estimateTravelSeconds, type TravelBands } from '#geo/travel-estimate.ts'
import { askProvider } from './ask-provider.ts'
import { admit, afterFailure, afterSuccess, closedBreaker, type Breaker } from './circuit-breaker.ts'
import { createTravelCache, travelKey, type KnownTravel } from './travel-cache.ts'
import type { MatrixQuery, TravelFailure, TravelProfile, TravelTimeProvider } from './travel-provider.ts'

/** Why a travel time is the estimate and not the road's. */
export type EstimateReason =
  | { name: 'no-engine' }
  /** The engine has failed several times in a row and is left alone for a while; the status says how long. */
  | { name: 'engine-paused' }
  /** The engine knows no way between the two. */
  | { name: 'no-way' }
  | TravelFailure

/** One trip, and who says so. `meters` along the road, null when the engine does not tell. */
export type Travel =
  | { source: 'road'; seconds: number; meters: number | null }
  | { source: 'estimate'; seconds: number; reason: EstimateReason }

export type TravelQuery = {
  from: readonly LngLat[]
  /** With the bands of the region around it. */
  to: readonly { place: LngLat; bands: TravelBands }[]
  profile: TravelProfile
  departAt: Instant
}

export type TravelStatus =
  | { engine: null }
  | {
      engine: string
      breaker: Breaker
      lastFailure: { name: TravelFailure['name']; at: Instant } | null
      cached: number
    }

export type RefinedTravel = {
  /**
   * Travel from every `from` to every `to`: `from` i to `to` j stands at `i · to.length + j`. Answers within the time
   * budget whatever the engine does; what it has not said in time is the estimate, with the reason.
   */
  findTravel: (query: TravelQuery) => Promise<Travel[]>
  status: () => TravelStatus
}

export type RefinedTravelOptions = {
  /** Null: there is no engine, everything is estimated. */
  provider: TravelTimeProvider | null
  budgetMs: number
  now: () => Instant
  /** Told when the engine is given up and when it is back, not of every failure in between. */
  onBreakerChange?: (breaker: Breaker, failure: TravelFailure | null) => void
}

/** Travel by road where an engine says it in time, by estimate otherwise; cached, and behind a circuit breaker. */
export function createRefinedTravel({
  provider,
  budgetMs,
  now,
  onBreakerChange = () => undefined,
}: RefinedTravelOptions): RefinedTravel {
  const cache = createTravelCache()
  let breaker: Breaker = closedBreaker
  let lastFailure: { name: TravelFailure['name']; at: Instant } | null = null

  const turn = (next: Breaker, failure: TravelFailure | null) => {
    const wasClosed = breaker.state === 'closed'
    breaker = next
    if (wasClosed !== (next.state === 'closed')) onBreakerChange(next, failure)
  }

  /** Asks for what is not known yet; answers why not, where the engine does not say. */
  const learn = async (
    engine: TravelTimeProvider,
    query: Omit<MatrixQuery, 'signal'>,
    learnt: (from: LngLat, to: LngLat, travel: KnownTravel) => void,
  ): Promise<EstimateReason | null> => {
    const asked = admit(breaker, now())
    breaker = asked.breaker
    if (!asked.admitted) return { name: 'engine-paused' }
    const answer = await askProvider(engine, { ...query, signal: AbortSignal.timeout(budgetMs) })
    if (!answer.ok) {
      const { failure } = answer
      lastFailure = { name: failure.name, at: now() }
      // An engine that says no is at work: a ticket in the sea must not take it from everybody.
      turn(failure.name === 'refused' ? afterSuccess(breaker) : afterFailure(breaker, now()), failure)
      return failure
    }
    turn(afterSuccess(breaker), null)
    const { seconds, meters } = answer.matrix
    query.from.forEach((from, i) => {
      query.to.forEach((to, j) => {
        const index = i * query.to.length + j
        learnt(from, to, { seconds: numberOrNull(seconds[index]), meters: numberOrNull(meters[index]) })
      })
    })
    return null
  }

  return {
    async findTravel({ from, to, profile, departAt }) {
      const keyOf = (start: LngLat, end: LngLat) => travelKey(start, end, profile, departAt)
      const pairs = from.flatMap((start) => to.map((end) => ({ start, end, key: keyOf(start, end.place) })))
      if (!provider) return pairs.map(({ start, end }) => estimate(start, end, { name: 'no-engine' }))
      const known = new Map<string, KnownTravel>()
      for (const { key } of pairs) {
        const travel = cache.find(key, now())
        if (travel) known.set(key, travel)
      }
      const unknown = pairs.filter(({ key }) => !known.has(key))
      const starts = [...new Set(unknown.map(({ start }) => start))]
      const ends = [...new Set(unknown.map(({ end }) => end.place))]
      const reason =
        unknown.length === 0
          ? null
          : await learn(provider, { from: starts, to: ends, profile, departAt }, (start, end, travel) => {
              known.set(keyOf(start, end), travel)
              cache.keep(keyOf(start, end), travel, now())
            })
      return pairs.map(({ start, end, key }) => {
        const travel = known.get(key)
        return travel && travel.seconds !== null
          ? { source: 'road', seconds: travel.seconds, meters: travel.meters }
          : estimate(start, end, travel || !reason ? { name: 'no-way' } : reason)
      })
    },
    status: () =>
      provider ? { engine: provider.id, breaker, lastFailure, cached: cache.size() } : { engine: null },
  }
}

const estimate = (
  from: LngLat,
  { place, bands }: TravelQuery['to'][number],
  reason: EstimateReason,
): Travel => ({
  source: 'estimate',
  seconds: estimateTravelSeconds(distanceMeters(from, place), bands),
  reason,
})

/** The matrix says NaN where there is nothing. */
const numberOrNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value
