import type { Bounds, LngLat } from '#geo/coordinate.ts'
import type { MapPosition, Positions } from './map-view.ts'

/** How the map is looked at: enough to say how far on the screen two places are apart. */
export type Camera = { pixelsPerDegree: number; bounds: Bounds }

export type MotionPlan = {
  /** Who goes there in small steps; everybody else is put where they are. */
  gliders: string[]
  /** Somebody in view jumps so far that it must be shown soon. */
  urgent: boolean
  /** Somebody in view stands a pixel or more from where they are drawn. */
  visible: boolean
}

/** Shorter ways look the same in one step. */
const GLIDE_FROM_PIXELS = 3
/** Longer ones are no driving: somebody was in a tunnel, or has been out of view. */
const GLIDE_UP_TO_PIXELS = 300
/** Each step of each glider is sent to the map: of thousands nobody could follow one. */
const MOST_GLIDERS = 100

/** What must be done so that the map shows `newest` where it shows `shown`; nothing for what nobody could see. */
export function planMotion(
  shown: Positions,
  newest: Positions,
  camera: Camera,
  mayGlide: boolean,
): MotionPlan {
  const gliders: string[] = []
  let [urgent, visible] = [false, shown.size !== newest.size]
  for (const [id, to] of newest) {
    const from = shown.get(id)
    if (!from) {
      visible = urgent = true
      continue
    }
    if (from.lng === to.lng && from.lat === to.lat) continue
    if (!isWithin(camera.bounds, from) && !isWithin(camera.bounds, to)) continue
    const pixels = distancePixels(from, to, camera)
    if (pixels < 1) continue
    visible = true
    if (pixels < GLIDE_FROM_PIXELS) continue
    urgent = true
    if (pixels <= GLIDE_UP_TO_PIXELS) gliders.push(id)
  }
  return { gliders: mayGlide && gliders.length <= MOST_GLIDERS ? gliders : [], urgent, visible }
}

/** Where somebody is after `share` (0..1) of the way; the arrow turns at once. */
export function placeAlong(from: LngLat, to: MapPosition, share: number): MapPosition {
  const part = Math.min(1, Math.max(0, share))
  return { ...to, lng: from.lng + (to.lng - from.lng) * part, lat: from.lat + (to.lat - from.lat) * part }
}

/** MapLibre's tiles are 512 px, and the world is one of them at zoom 0. */
export const pixelsPerDegree = (zoom: number): number => (512 * 2 ** zoom) / 360

/** Web Mercator stretches north and south by the latitude. */
function distancePixels(a: LngLat, b: LngLat, camera: Camera): number {
  const stretch = Math.cos((b.lat * Math.PI) / 180)
  return Math.hypot(a.lng - b.lng, (a.lat - b.lat) / stretch) * camera.pixelsPerDegree
}

function isWithin({ west, south, east, north }: Bounds, { lng, lat }: LngLat): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
