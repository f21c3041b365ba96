import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl'
import type { LngLat } from '#geo/coordinate.ts'
import type { FocusPin } from './features.ts'
import type { MapItem } from './map-view.ts'
import { CLUSTER_LAYER, ENGINEER_LAYERS, PIN_LAYER } from './overlay-layers.ts'

type Candidate = { hit: Hit; distance: number }
type Hit = MapItem | { kind: 'cluster'; clusterId: number; place: LngLat }

/** Fingers and hurried mice miss; so many pixels beside a marker still count. */
const SLOP_PIXELS = 7
/** Radius of what is seen, and how far its middle is above the place it marks. */
const shapes = {
  ticket: { radius: 12, above: 17 },
  cluster: { radius: 16, above: 0 },
  engineer: { radius: 16, above: 0 },
} as const

const LAYERS = [PIN_LAYER, CLUSTER_LAYER, ...ENGINEER_LAYERS]

/**
 * The marker nearest to a point of the map's canvas. Images are larger than what is seen in them, so MapLibre's answer
 * is only the list of candidates.
 *
 * @param focusPins those drawn above the map, which knows nothing of them
 * @param prefer during a drag the kind that can be dropped on wins, even where the other kind is nearer
 */
export function findHit(
  map: MapLibreMap,
  at: { x: number; y: number },
  focusPins: readonly FocusPin[],
  prefer: 'ticket' | 'engineer' | null = null,
): Hit | null {
  const onMap = map
    .queryRenderedFeatures(
      [
        [at.x - SLOP_PIXELS, at.y - SLOP_PIXELS],
        [at.x + SLOP_PIXELS, at.y + SLOP_PIXELS],
      ],
      { layers: LAYERS },
    )
    .flatMap((feature) => toCandidate(map, at, feature))
  const above = focusPins.flatMap(({ id, ...place }) => near(map, at, place, { kind: 'ticket', id }))
  const candidates = [...above, ...onMap].sort((a, b) => a.distance - b.distance)
  return (candidates.find(({ hit }) => hit.kind === prefer) ?? candidates[0])?.hit ?? null
}

function toCandidate(
  map: MapLibreMap,
  at: { x: number; y: number },
  feature: MapGeoJSONFeature,
): Candidate[] {
  const { geometry } = feature
  if (geometry.type !== 'Point') return []
  const [lng = 0, lat = 0] = geometry.coordinates
  const hit = toHit(feature, { lng, lat })
  return hit ? near(map, at, { lng, lat }, hit) : []
}

function near(map: MapLibreMap, at: { x: number; y: number }, place: LngLat, hit: Hit): Candidate[] {
  const shape = shapes[hit.kind]
  const middle = map.project(place)
  const distance = Math.hypot(at.x - middle.x, at.y - (middle.y - shape.above))
  return distance <= shape.radius + SLOP_PIXELS ? [{ hit, distance }] : []
}

function toHit({ layer, properties }: MapGeoJSONFeature, place: LngLat): Hit | null {
  if (layer.id === CLUSTER_LAYER) {
    const clusterId: unknown = properties['cluster_id']
    return typeof clusterId === 'number' ? { kind: 'cluster', clusterId, place } : null
  }
  const id: unknown = properties['id']
  if (typeof id !== 'string') return null
  return { kind: layer.id === PIN_LAYER ? 'ticket' : 'engineer', id }
}
