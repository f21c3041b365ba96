import type { Instant } from '#domain/instant.ts'
import type { LngLat } from '#geo/coordinate.ts'
import type { Datum } from '#geo/datum.ts'

export type TravelProfile = 'car' | 'bicycle' | 'foot'

export type MatrixQuery = {
  from: readonly LngLat[]
  to: readonly LngLat[]
  profile: TravelProfile
  /** For engines that know the traffic of the hour; the others answer the same at any time. */
  departAt: Instant
  /** Ends the question; it is then answered with `timed-out`. */
  signal: AbortSignal
}

/** Travel from every `from` to every `to`, row by row: `from` i to `to` j stands at `i · to.length + j`. */
export type TravelMatrix = {
  /** NaN: there is no way. */
  seconds: Float32Array
  /** Along the road; NaN where the engine does not say. */
  meters: Float32Array
}

/** Everything that can come instead of a matrix. `detail` is for the log and the person who runs the engine. */
export type TravelFailure =
  | { name: 'timed-out' }
  | { name: 'unreachable'; detail: string }
  | { name: 'http-status'; status: number }
  | { name: 'not-json' }
  | { name: 'wrong-shape'; detail: string }
  | { name: 'wrong-size'; detail: string }
  /** The engine is well and says no: for example a place with no road near. */
  | { name: 'refused'; code: string }

export type MatrixAnswer = { ok: true; matrix: TravelMatrix } | { ok: false; failure: TravelFailure }

/** An engine that knows roads. It answers failures as values and never throws. */
export type TravelTimeProvider = {
  readonly id: string
  /** What its coordinates refer to; `askProvider` converts. */
  readonly datum: Datum
  /** The most pairs, and the most places (`from` and `to` together), of one question. */
  readonly maxElements: number
  readonly maxLocations: number
  matrix: (query: MatrixQuery) => Promise<MatrixAnswer>
}
