import type { LngLat } from '#geo/coordinate.ts'

/** A ring is 32 px wide: closer than this on average, they would cover the city and each other. */
const ROOM_PIXELS = 38
/** From further away than a province even a few rings lie on one heap, and close by there is room for all. */
const [FARTHEST_ZOOM, CLOSEST_ZOOM] = [6, 14]

/**
 * The zoom from which engineers are drawn as rings, and below which they are dots: where there is room for one ring
 * each in the area in which four fifths of them are. In steps of half a level, so that it does not flicker.
 */
export function ringsFromZoom(places: Iterable<LngLat>): number {
  const all = [...places]
  if (all.length < 2) return FARTHEST_ZOOM
  const width = middleSpan(all.map(({ lng }) => lng / 360))
  const height = middleSpan(all.map(({ lat }) => mercatorY(lat)))
  // Between two neighbours, as a part of the world's width; the middle of both axes holds 0.8 × 0.8 of them.
  const spacing = Math.sqrt((width * height) / (all.length * 0.64))
  const zoom = spacing > 0 ? Math.log2(ROOM_PIXELS / (512 * spacing)) : CLOSEST_ZOOM
  return Math.min(CLOSEST_ZOOM, Math.max(FARTHEST_ZOOM, Math.ceil(zoom * 2) / 2))
}

/** From the tenth to the ninetieth of a hundred: one who is far away does not spread the others. */
function middleSpan(values: number[]): number {
  values.sort((a, b) => a - b)
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0
  return at(0.9) - at(0.1)
}

const mercatorY = (lat: number): number =>
  Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)
