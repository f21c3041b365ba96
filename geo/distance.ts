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

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
