import { GeoJSONSource, type Map as MapLibreMap } from 'maplibre-gl'
import type { Feature, GeoJSON, Geometry } from 'geojson'
import { changesBetween } from './feature-changes.ts'
import {
  dragLines,
  engineerFeatures,
  focusFeatures,
  heatFeatures,
  holdingLines,
  placeFeature,
  ticketFeatures,
} from './features.ts'
import type { MapImages } from './map-images.ts'
import type { MapView, Positions } from './map-view.ts'
import { engineerZoomRanges, SOURCES } from './overlay-layers.ts'
import { createPump, type Pump } from './pump.ts'

/** Four times a second is as smooth as positions of every few seconds can look, and leaves the worker idle between. */
const MOVE_INTERVAL_MS = 250

type OverlayFeed = {
  update: (view: MapView) => void
  setPositions: (positions: Positions) => void
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

  const sendMoving = async () => {
    if (!shown) return
    const wanted = engineerFeatures(shown, positions, formatAge)
    await loadGlyphs(wanted.flatMap(({ properties }) => properties.label ?? []))
    images.dropRingsExcept(() => new Set(wanted.map(({ properties }) => properties.icon)))
    for (const [layer, minzoom, maxzoom] of engineerZoomRanges(wanted.length))
      if (sourceOf(SOURCES.engineers) && map.getLayer(layer)) map.setLayerZoomRange(layer, minzoom, maxzoom)
    await Promise.all([
      engineers.show(wanted),
      lines.show(holdingLines(shown, positions)),
      sourceOf(SOURCES.dragLines)?.setData(dragLines(shown, positions)),
    ])
  }

  const moving: Part = {
    madeOf: (view) => [
      view.engineers,
      view.tickets,
      view.dragging?.ticketId,
      view.dragging?.overEngineerId,
      view.selectedEngineerId,
      view.onlyUnhandled,
    ],
    pump: createPump(sendMoving, MOVE_INTERVAL_MS, reportUnlessStopped),
  }

  const parts: Part[] = [
    moving,
    partOf(
      SOURCES.tickets,
      (view) => [view.tickets, view.onlyUnhandled, view.dragging?.ticketId],
      ticketFeatures,
    ),
    partOf(
      SOURCES.focus,
      (view) => [view.tickets, view.selectedTicketIds, view.hoveredTicketId, view.dragging?.ticketId],
      focusFeatures,
    ),
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
      for (const { madeOf, pump } of parts)
        if (!before || !sameValues(madeOf(before), madeOf(view))) pump.request('soon')
    },
    setPositions: (newPositions) => {
      positions = newPositions
      moving.pump.request('later')
    },
    restart: () => {
      engineers.forget()
      lines.forget()
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
  }
}

function sameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((value, index) => Object.is(value, b[index]))
}
