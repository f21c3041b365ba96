import { GeoJSONSource, type MapLibreMap } from './maplibre.client.ts'
import type { Feature, GeoJSON, Geometry } from 'geojson'
import { changesBetween } from './feature-changes.ts'
import {
  dragLines,
  engineerFeatures,
  heatFeatures,
  holdingLines,
  placeFeature,
  planLines,
  ticketFeatures,
} from './features.ts'
import type { MapImages } from './map-images.ts'
import type { MapPosition, MapView, Positions } from './map-view.ts'
import { engineerZoomRanges, SOURCES } from './overlay-layers.ts'
import { createPump, type Pump } from './pump.ts'
import { ringsFromZoom } from './rings-from-zoom.ts'

type OverlayFeed = {
  update: (view: MapView) => void
  /** @param moved who has moved since the last call, and done nothing else; null for anybody */
  setPositions: (positions: Positions, moved: ReadonlySet<string> | null) => void
  /** After the style was (re)loaded: its sources are empty again. */
  restart: () => void
  stop: () => void
}

type Part = {
  /** The values that the part is made of; while they are the same objects, nothing is sent. */
  madeOf: (view: MapView) => readonly unknown[]
  pump: Pump
}

/** Brings view and positions into the map's sources, each source one call at a time and only what changed. */
export function createOverlayFeed(
  map: MapLibreMap,
  images: MapImages,
  formatAge: (ageSeconds: number) => string,
  loadGlyphs: (texts: Iterable<string>) => Promise<void>,
): OverlayFeed {
  let shown: MapView | null = null
  let positions: Positions = new Map()
  let stopped = false

  const sourceOf = (id: string): GeoJSONSource | null => {
    const source = stopped ? undefined : map.getSource(id)
    return source instanceof GeoJSONSource ? source : null
  }

  const partOf = (id: string, madeOf: Part['madeOf'], features: (view: MapView) => GeoJSON): Part => ({
    madeOf,
    pump: createPump(
      async () => {
        if (shown) await sourceOf(id)?.setData(features(shown))
      },
      0,
      reportUnlessStopped,
    ),
  })

  const reportUnlessStopped = (failure: unknown) => {
    // A map that was taken away leaves calls unanswered; that is no failure.
    if (!stopped) reportError(failure)
  }

  const engineers = createDiffedSource(() => sourceOf(SOURCES.engineers))
  const lines = createDiffedSource(() => sourceOf(SOURCES.lines))
  const plan = createDiffedSource(() => sourceOf(SOURCES.planLines))
  const tickets = createDiffedSource(() => sourceOf(SOURCES.tickets))

  /** Whose markers must be made anew, and who has only moved. */
  let stale: { everybody: boolean; moved: Set<string> } = { everybody: true, moved: new Set() }
  let ringsFrom: number | null = null

  const showRingsFrom = (zoom: number) => {
    if (zoom === ringsFrom || !sourceOf(SOURCES.engineers)) return
    ringsFrom = zoom
    for (const [layer, minzoom, maxzoom] of engineerZoomRanges(zoom))
      if (map.getLayer(layer)) map.setLayerZoomRange(layer, minzoom, maxzoom)
  }

  const showEverybody = async (view: MapView) => {
    const wanted = engineerFeatures(view, positions, formatAge)
    await loadGlyphs(wanted.flatMap(({ properties }) => properties.label ?? []))
    images.dropRingsExcept(() => new Set(wanted.map(({ properties }) => properties.icon)))
    showRingsFrom(ringsFromZoom(positions.values()))
    await engineers.show(wanted)
  }

  const sendMoving = async () => {
    if (!shown) return
    const { everybody, moved } = stale
    stale = { everybody: false, moved: new Set() }
    await Promise.all([
      everybody ? showEverybody(shown) : engineers.move(moved, positions),
      lines.show(holdingLines(shown, positions)),
      plan.show(planLines(shown, positions)),
      showDragLines(shown),
    ])
  }

  let dragLinesShown = 0
  const showDragLines = async (view: MapView) => {
    const data = dragLines(view, positions)
    if (data.features.length === 0 && dragLinesShown === 0) return
    dragLinesShown = data.features.length
    await sourceOf(SOURCES.dragLines)?.setData(data)
  }

  const moving: Part = {
    madeOf: (view) => [
      view.engineers,
      view.tickets,
      view.dragging?.ticketId,
      view.dragging?.overEngineerId,
      view.selectedEngineerId,
      view.onlyUnhandled,
      view.planned,
    ],
    pump: createPump(sendMoving, 0, reportUnlessStopped),
  }

  const showTickets = async () => {
    if (shown) await tickets.show(ticketFeatures(shown))
  }

  const parts: Part[] = [
    moving,
    {
      madeOf: (view) => [view.tickets, view.onlyUnhandled, view.dragging?.ticketId, view.ghosts],
      pump: createPump(showTickets, 0, reportUnlessStopped),
    },
    partOf(
      SOURCES.heat,
      (view) => [view.heat && view.tickets, view.heat && view.onlyUnhandled],
      heatFeatures,
    ),
    partOf(
      SOURCES.place,
      (view) => [view.pick?.place],
      (view) => placeFeature(view.pick?.place ?? null),
    ),
  ]

  return {
    update: (view) => {
      const before = shown
      shown = view
      for (const part of parts) {
        if (before && sameValues(part.madeOf(before), part.madeOf(view))) continue
        if (part === moving) stale.everybody = true
        part.pump.request('soon')
      }
    },
    setPositions: (newPositions, moved) => {
      positions = newPositions
      if (moved) for (const id of moved) stale.moved.add(id)
      else stale.everybody = true
      moving.pump.request('soon')
    },
    restart: () => {
      for (const source of [engineers, lines, plan, tickets]) source.forget()
      stale.everybody = true
      ringsFrom = null
      for (const { pump } of parts) pump.request('soon')
    },
    stop: () => {
      stopped = true
      for (const { pump } of parts) pump.stop()
    },
  }
}

type Identified = Feature<Geometry, { id: string }>

/** Remembers what a source shows and sends the difference, or all of it where that is cheaper. */
function createDiffedSource(source: () => GeoJSONSource | null) {
  let shown = new Map<string, Identified>()
  return {
    forget: () => {
      shown = new Map()
    },
    show: async (features: Identified[]): Promise<void> => {
      const target = source()
      if (!target) return
      const changes = changesBetween(shown, features)
      switch (changes.kind) {
        case 'none':
          return
        case 'replace-all':
          await target.setData({ type: 'FeatureCollection', features: changes.features })
          break
        case 'change':
          await target.updateData({ add: changes.add, remove: changes.remove })
          break
      }
      shown = new Map(features.map((feature) => [feature.properties.id, feature]))
    },
    /** Of those shown, some stand elsewhere now and are otherwise as before. */
    move: async (ids: ReadonlySet<string>, places: ReadonlyMap<string, MapPosition>): Promise<void> => {
      const target = source()
      const update: { id: string; newGeometry: Geometry }[] = []
      for (const id of ids) {
        const [feature, place] = [shown.get(id), places.get(id)]
        if (!feature || !place) continue
        const newGeometry: Geometry = { type: 'Point', coordinates: [place.lng, place.lat] }
        shown.set(id, { ...feature, geometry: newGeometry })
        update.push({ id, newGeometry })
      }
      if (update.length > 0) await target?.updateData({ update })
    },
  }
}

function sameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, index) => Object.is(value, b[index]))
}
