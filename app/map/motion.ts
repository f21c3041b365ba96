import type { LngLat } from '#geo/coordinate.ts'
import type { MapPosition, Positions } from './map-view.ts'
import { placeAlong, planMotion, type Camera } from './motion-plan.ts'

/** Ten steps a second look like driving at the speed of a map, and leave the map's worker idle between. */
const STEP_MS = 100
/** Looks at new positions: soon where somebody has gone far, seldom where it is a pixel here and there. */
const LOOK_MS = 250
const SETTLE_MS = 1000
/** Ages of positions are said in minutes. */
const REFRESH_MS = 15_000
/** A way takes as long as the report before it was old, within these. */
const [SHORTEST_GLIDE_MS, LONGEST_GLIDE_MS] = [400, 2500]

type Way = { from: LngLat; to: MapPosition; startedAt: number; takesMs: number }

type MotionOptions = {
  camera: () => Camera
  mayGlide: () => boolean
  /** @param moved who has moved since the last call; null for anybody */
  show: (places: Positions, moved: ReadonlySet<string> | null) => void
}

/** Between the positions as they come and the places where the markers are drawn. */
export type Motion = {
  setNewest: (positions: Positions) => void
  /** The map has been moved: what did not count before may count now. */
  look: () => void
  stop: () => void
}

export function createMotion({ camera, mayGlide, show }: MotionOptions): Motion {
  let newest: Positions = new Map()
  let places = new Map<string, MapPosition>()
  const ways = new Map<string, Way>()
  const aimedAt = new Map<string, number>()
  let shownAt = Number.NEGATIVE_INFINITY
  let lookTimer: ReturnType<typeof setTimeout> | undefined
  let stepTimer: ReturnType<typeof setTimeout> | undefined

  const lookIn = (delay: number) => {
    lookTimer ??= setTimeout(look, Math.max(0, delay))
  }

  const look = () => {
    clearTimeout(lookTimer)
    lookTimer = undefined
    const now = performance.now()
    const { gliders, urgent, visible } = planMotion(targets(), newest, camera(), mayGlide())
    const old = now - shownAt
    if (!visible && old < REFRESH_MS) return
    if (visible && !urgent && old < SETTLE_MS) {
      lookIn(SETTLE_MS - old)
      return
    }
    for (const id of gliders) setOut(id, now)
    shownAt = now
    places = new Map([...newest].map(([id, to]) => [id, placeOf(id, to, now)]))
    show(places, null)
    stepTimer ??= ways.size > 0 ? setTimeout(step, STEP_MS) : undefined
  }

  /** Where everybody is drawn, or on the way to. */
  const targets = (): Positions =>
    ways.size === 0 ? places : new Map([...places].map(([id, place]) => [id, ways.get(id)?.to ?? place]))

  const setOut = (id: string, now: number) => {
    const [from, to] = [places.get(id), newest.get(id)]
    if (!from || !to) return
    const sinceLast = now - (aimedAt.get(id) ?? now - LONGEST_GLIDE_MS)
    aimedAt.set(id, now)
    const takesMs = Math.min(LONGEST_GLIDE_MS, Math.max(SHORTEST_GLIDE_MS, sinceLast))
    ways.set(id, { from, to, startedAt: now, takesMs })
  }

  const placeOf = (id: string, to: MapPosition, now: number): MapPosition => {
    const way = ways.get(id)
    if (!way) return to
    const share = (now - way.startedAt) / way.takesMs
    if (share >= 1) ways.delete(id)
    return placeAlong(way.from, way.to, share)
  }

  const step = () => {
    stepTimer = undefined
    const now = performance.now()
    const moved = new Set(ways.keys())
    for (const [id, { to }] of ways) places.set(id, placeOf(id, to, now))
    show(places, moved)
    if (ways.size > 0) stepTimer = setTimeout(step, STEP_MS)
  }

  return {
    setNewest: (positions) => {
      newest = positions
      lookIn(shownAt + LOOK_MS - performance.now())
    },
    look,
    stop: () => {
      clearTimeout(lookTimer)
      clearTimeout(stepTimer)
    },
  }
}
