import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'

/** A way from one place to another with a slight bend: a quadratic Bézier curve in degrees. */
export type Route = { from: LngLat; bend: LngLat; to: LngLat; meters: number }

/** How far the middle may lie beside the straight line, as a share of its length. */
const largestBend = 0.15
/** Streets are longer than the line between two places; the usual factor of a city grid. */
const detour = 1.3

export function createRoute(from: LngLat, to: LngLat, random: () => number): Route {
  const aside = (random() * 2 - 1) * largestBend
  const lngScale = Math.cos((from.lat * Math.PI) / 180)
  const bend = {
    lng: (from.lng + to.lng) / 2 - ((to.lat - from.lat) * aside) / lngScale,
    lat: (from.lat + to.lat) / 2 + (to.lng - from.lng) * lngScale * aside,
  }
  return { from, bend, to, meters: distanceMeters(from, to) * detour }
}

/** @param share how much of the way lies behind, 0..1 */
export function placeOnRoute({ from, bend, to }: Route, share: number): LngLat {
  const along = (a: number, b: number, c: number) =>
    (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share ** 2 * c
  return { lng: along(from.lng, bend.lng, to.lng), lat: along(from.lat, bend.lat, to.lat) }
}

/** The direction of the curve's tangent, clockwise from north, 0 to 360. */
export function headingOnRoute({ from, bend, to }: Route, share: number): number {
  const slope = (a: number, b: number, c: number) => (1 - share) * (b - a) + share * (c - b)
  const east = slope(from.lng, bend.lng, to.lng) * Math.cos((from.lat * Math.PI) / 180)
  const north = slope(from.lat, bend.lat, to.lat)
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
}

/** A place in any direction at up to `meters`; on the plane, which is exact enough for a walk round the block. */
export function placeNear({ lng, lat }: LngLat, meters: number, random: () => number): LngLat {
  const metersPerDegree = 111_195
  const distance = Math.sqrt(random()) * meters
  const angle = random() * 2 * Math.PI
  return {
    lng: lng + (Math.sin(angle) * distance) / (metersPerDegree * Math.cos((lat * Math.PI) / 180)),
    lat: lat + (Math.cos(angle) * distance) / metersPerDegree,
  }
}
