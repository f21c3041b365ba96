import type { LngLat } from '#geo/coordinate.ts'

/** Degrees, about 10 cm. What is nearer together stands in the middle: drawn any larger, rounding would move it about. */
const onOneSpot = 1e-6

/**
 * Fits places into a square of `size` with a margin, north up and in proportion (equirectangular around the middle
 * latitude: good for a city, wrong for a continent).
 */
export function projectIntoBox(
  places: readonly LngLat[],
  size: number,
  margin: number,
): (place: LngLat) => { x: number; y: number } {
  const lngs = rangeOf(places.map(({ lng }) => lng))
  const lats = rangeOf(places.map(({ lat }) => lat))
  const narrowing = Math.cos((lats.middle * Math.PI) / 180)
  const extent = Math.max(lngs.width * narrowing, lats.width, onOneSpot)
  const scale = (size - 2 * margin) / extent
  return ({ lng, lat }) => ({
    x: size / 2 + (lng - lngs.middle) * narrowing * scale,
    y: size / 2 - (lat - lats.middle) * scale,
  })
}

function rangeOf(values: readonly number[]): { middle: number; width: number } {
  if (values.length === 0) return { middle: 0, width: 0 }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return { middle: (low + high) / 2, width: high - low }
}
