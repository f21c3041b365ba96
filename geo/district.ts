import { bbox } from '@turf/bbox'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { MultiPolygon, Polygon } from 'geojson'
import type { LngLat } from './coordinate.ts'

type Outline = Polygon | MultiPolygon

/** Outlines do not change, so each box is measured once and forgotten together with its outline. */
const boxes = new WeakMap<Outline, [west: number, south: number, east: number, north: number]>()

/**
 * The first region whose outline holds the point, or null. Points on the edge belong to both neighbours; the first
 * in the list wins. The box is asked first: a district of Shanghai has up to 700 corners, and most do not matter.
 */
export function findDistrict<R extends { outline: Outline }>(regions: readonly R[], point: LngLat): R | null {
  const position = [point.lng, point.lat]
  return (
    regions.find(({ outline }) => isInBox(outline, point) && booleanPointInPolygon(position, outline)) ?? null
  )
}

function isInBox(outline: Outline, { lng, lat }: LngLat): boolean {
  let box = boxes.get(outline)
  if (!box) {
    const [west, south, east, north] = bbox(outline)
    box = [west, south, east, north]
    boxes.set(outline, box)
  }
  return lng >= box[0] && lat >= box[1] && lng <= box[2] && lat <= box[3]
}
