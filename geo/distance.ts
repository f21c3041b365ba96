import type { LngLat } from './coordinate.ts'

/** Mean Earth radius in metres: (2a + b) / 3 of the WGS-84 ellipsoid. */
const EARTH_RADIUS_METERS = 6_371_008.8

/**
 * Great-circle distance in metres on a sphere of the mean radius, off by at most 0.56 % from the ellipsoid.
 *
 * Formula: haversine, R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68 (1984), p. 159. It stays
 * exact for small distances, where the spherical law of cosines loses its digits.
 */
export function distanceMeters(a: LngLat, b: LngLat): number {
  const latA = toRadians(a.lat)
  const latB = toRadians(b.lat)
  const halfChordLat = Math.sin((latB - latA) / 2)
  const halfChordLng = Math.sin(toRadians(b.lng - a.lng) / 2)
  const h = halfChordLat * halfChordLat + Math.cos(latA) * Math.cos(latB) * halfChordLng * halfChordLng
  // Rounding may raise h a hair over 1 for opposite points, where asin would answer NaN.
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)))
}

/**
 * How much the rounding of `distanceMeters` can take off. Only between nearly opposite places it is more (0.2 m), and there a
 * chord is thousands of kilometres shorter than the arc.
 */
const relativeRounding = 1e-9
const roundingMeters = 1e-6

/**
 * Never more than `distanceMeters` between two places whose latitudes lie at least `gapLat` degrees apart, whose longitudes
 * at least `gapLng` degrees the shorter way round, and the cosines of whose latitudes are at least the two given.
 *
 * Each term of the haversine is then at least the term below, as a sine rises up to 90°, and the chord, here, is not longer
 * than the arc.
 */
export function leastMetersApart(gapLat: number, gapLng: number, cosLatA: number, cosLatB: number): number {
  const halfChordLat = Math.sin(toRadians(gapLat) / 2)
  const halfChordLng = Math.sin(toRadians(gapLng) / 2)
  const h = halfChordLat * halfChordLat + cosLatA * cosLatB * halfChordLng * halfChordLng
  return Math.max(0, 2 * EARTH_RADIUS_METERS * Math.sqrt(h) * (1 - relativeRounding) - roundingMeters)
}

/** Of a latitude in degrees. */
export const cosOfLat = (lat: number): number => Math.cos(toRadians(lat))

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
