/** A place on the WGS-84 ellipsoid, in degrees. Every coordinate inside the product is one of these. */
export type LngLat = { lng: number; lat: number }

/** A rectangle in degrees. `west > east` means that it crosses the antimeridian. */
export type Bounds = { west: number; south: number; east: number; north: number }

/** Whether the numbers can be a place on Earth at all; used where coordinates enter from outside. */
export function isPossibleCoordinate({ lng, lat }: LngLat): boolean {
  return Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}
