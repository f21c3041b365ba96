import type { ErrorEvent, MapMouseEvent } from 'maplibre-gl'
import type { LngLat } from '#geo/coordinate.ts'
import { listenForBoxes, type ClientBox } from './box-select.ts'
import { placesLookedAt, visibleTickets } from './features.ts'
import { findHit } from './hit-test.ts'
import { iconKey } from './icon-key.ts'
import { readMapColors } from './map-colors.ts'
import { createGlyphLoader, createMapFonts } from './map-fonts.ts'
import { provideMapImages } from './map-images.ts'
import type {
  ClientPoint,
  MapAdapter,
  MapHandlers,
  MapItem,
  MapOptions,
  MapView,
  Positions,
} from './map-view.ts'
import {
  hasOfflineLand,
  loadOfflineLabels,
  offlineLayers,
  offlineStyle,
  showGridBeyondLand,
} from './offline-style.ts'
import { createForeground } from './foreground.ts'
import { createGhostMarks } from './ghost-marks.ts'
import { createMotion } from './motion.ts'
import { pixelsPerDegree } from './motion-plan.ts'
import { createOverlayFeed } from './overlay-feed.ts'
import { overlayLayers, overlaySources, SOURCES } from './overlay-layers.ts'
import { listenForDrags } from './pointer-drag.ts'
import {
  GPUInitializationError,
  GeoJSONSource,
  LngLatBounds,
  MapLibreMap,
  ScaleControl,
} from './maplibre.client.ts'
import { repaintLayers } from './repaint-layers.ts'
import { revealWhen } from './reveal-when.ts'

const FIT_MARGIN_PIXELS = 64
const CLOSEST_FIT_ZOOM = 15
/** China as a whole, until there is something to look at. */
const NOWHERE = { center: [104, 35], zoom: 3 } satisfies { center: [number, number]; zoom: number }

/**
 * The live map in `container`. Framework-free: what is to be seen goes in by `update` and `setPositions`, what a person
 * does comes out by `handlers`. Where the browser cannot draw it, `onUnavailable` is called with the reason and every
 * method does nothing.
 */
export function createMapAdapter(
  container: HTMLElement,
  handlers: MapHandlers,
  options: MapOptions,
): MapAdapter {
  let colors = readMapColors(container)
  const { fontFamily } = getComputedStyle(container)
  const fonts = createMapFonts(fontFamily)
  const loadGlyphs = createGlyphLoader(fontFamily)
  const offline = () => offlineStyle({ colors, fonts, language: options.language })

  let map: MapLibreMap
  try {
    map = new MapLibreMap({
      container,
      style: options.styleUrl ?? offline(),
      ...(options.initialBounds ? { bounds: toLngLatBounds(options.initialBounds) } : NOWHERE),
      attributionControl: options.styleUrl ? { compact: true } : false,
      // Names and markers appear at once: a dispatcher reads them while moving the map.
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      boxZoom: false,
      maxZoom: 19,
      locale: { 'Map.Title': options.label },
    })
  } catch (failure) {
    if (!(failure instanceof GPUInitializationError)) throw failure
    handlers.onUnavailable('webgl-missing')
    return inertAdapter
  }

  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 64, unit: 'metric' }), 'bottom-right')
  const images = provideMapImages(map, { colors, fontFamily }, loadGlyphs)
  const feed = createOverlayFeed(map, images, options.formatAge, loadGlyphs)
  const foreground = createForeground(map, { colors, fontFamily })
  const ghosts = createGhostMarks(map)
  const boundsNow = () => {
    const bounds = map.getBounds()
    return {
      west: bounds.getWest(),
      south: bounds.getSouth(),
      east: bounds.getEast(),
      north: bounds.getNorth(),
    }
  }
  const motion = createMotion({
    camera: () => ({ pixelsPerDegree: pixelsPerDegree(map.getZoom()), bounds: boundsNow() }),
    mayGlide: () => !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches,
    show: (places, moved) => {
      feed.setPositions(places, moved)
      foreground.setPositions(places)
      ghosts.setPositions(places)
    },
  })

  let view: MapView | null = null
  let positions: Positions = new Map()
  let coveredRight = 0
  let overlayReady = false
  let styleIsOffline = options.styleUrl === null
  let cameraIsSet = options.initialBounds !== null

  const reveal = revealWhen(map, container, () =>
    styleIsOffline ? hasOfflineLand(map) : map.areTilesLoaded(),
  )

  // ── Style ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const addOverlay = () => {
    for (const [id, source] of Object.entries(overlaySources()))
      if (!map.getSource(id)) map.addSource(id, source)
    for (const layer of overlayLayers(colors, fonts)) if (!map.getLayer(layer.id)) map.addLayer(layer)
    if (styleIsOffline) void loadOfflineLabels(map, loadGlyphs)
    feed.restart()
    showGrid()
    if (overlayReady) return
    overlayReady = true
    handlers.onMapReady()
    reportBounds()
  }

  const onError = (event: ErrorEvent) => {
    if (event.error instanceof GPUInitializationError) {
      handlers.onUnavailable('webgl-lost')
    } else if (!styleIsOffline && !overlayReady) {
      // The deployer's style cannot be had: a map without streets is better than none.
      styleIsOffline = true
      map.setStyle(offline(), { diff: false })
    } else if ('sourceId' in event) {
      // Land that could not be loaded; in a deployer's style a missing tile, of which MapLibre shows the parent.
      reveal()
      landIsMissing = true
      showGrid()
    } else {
      reportError(event.error)
    }
  }

  let landIsMissing = false
  const showGrid = () => {
    if (styleIsOffline)
      showGridBeyondLand(map, landIsMissing, () => images.provide(iconKey({ kind: 'grid' })))
  }

  const onThemeChange = () => {
    colors = readMapColors(container)
    images.repaint(colors)
    foreground.repaint(colors)
    if (styleIsOffline) repaintLayers(map, offlineLayers({ colors, fonts, language: options.language }))
    repaintLayers(map, overlayLayers(colors, fonts))
  }
  const themeObserver = new MutationObserver(onThemeChange)
  themeObserver.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })

  map.on('style.load', addOverlay)
  map.on('error', onError)

  // ── Camera ───────────────────────────────────────────────────────────────────────────────────────────────────────

  const padding = () => ({
    top: FIT_MARGIN_PIXELS,
    bottom: FIT_MARGIN_PIXELS,
    left: FIT_MARGIN_PIXELS,
    right: FIT_MARGIN_PIXELS + coveredRight,
  })

  const fit = (places: readonly LngLat[], animate: boolean) => {
    const [first, ...others] = places
    if (!first) return
    const bounds = new LngLatBounds(first, first)
    for (const place of others) bounds.extend(place)
    map.fitBounds(bounds, { padding: padding(), maxZoom: CLOSEST_FIT_ZOOM, animate, duration: 400 })
  }

  const everything = (shown: MapView): LngLat[] => [...visibleTickets(shown), ...positions.values()]

  /** Without bounds of its own the map goes once to what the first view holds, and never again by itself. */
  const setFirstCamera = () => {
    if (cameraIsSet || !view) return
    const places = everything(view)
    if (places.length === 0) return
    cameraIsSet = true
    fit(places, false)
  }

  const reportBounds = () => handlers.onBoundsChange(boundsNow())
  let boundsTimer: ReturnType<typeof setTimeout> | undefined
  map.on('moveend', () => {
    motion.look()
    showGrid()
    clearTimeout(boundsTimer)
    boundsTimer = setTimeout(reportBounds, 120)
  })

  // ── Pointing ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const onCanvas = ({ x, y }: ClientPoint) => {
    const frame = map.getCanvas().getBoundingClientRect()
    return { x: x - frame.left, y: y - frame.top, inside: isInside(frame, { x, y }) }
  }

  const hitAt = (at: ClientPoint, prefer: 'ticket' | 'engineer' | null): MapItem | null => {
    const point = onCanvas(at)
    if (!overlayReady || !point.inside) return null
    const found = findHit(map, point, foreground.pins(), prefer)
    return found?.kind === 'cluster' ? null : found
  }

  const onClick = (event: MapMouseEvent) => {
    if (view?.pick) {
      handlers.onPickPlace({ lng: event.lngLat.wrap().lng, lat: event.lngLat.lat })
      return
    }
    const found = findHit(map, event.point, foreground.pins())
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent
    switch (found?.kind) {
      case 'ticket':
        handlers.onTicketClick(found.id, { additive: shiftKey || ctrlKey || metaKey })
        return
      case 'engineer':
        handlers.onEngineerClick(found.id)
        return
      case 'cluster':
        expandCluster(found.clusterId, found.place)
        return
      case undefined:
        handlers.onBackgroundClick()
        return
    }
  }

  const expandCluster = (clusterId: number, place: LngLat) => {
    const source = map.getSource(SOURCES.tickets)
    if (!(source instanceof GeoJSONSource)) return
    source.getClusterExpansionZoom(clusterId).then(
      (zoom) => map.easeTo({ center: place, zoom: zoom + 0.2, duration: 300 }),
      // The cluster is gone since the click; so is the wish to open it.
      () => undefined,
    )
  }

  let hovered: MapItem | null = null
  const showCursor = (over: MapItem | null) => {
    map.getCanvas().style.cursor = view?.pick ? 'crosshair' : over ? 'pointer' : ''
  }
  const hover = (item: MapItem | null, at: ClientPoint) => {
    showCursor(item)
    if (item?.id === hovered?.id && item?.kind === hovered?.kind) return
    if (hovered?.kind === 'ticket' && item?.kind !== 'ticket') handlers.onTicketHover(null)
    if (hovered?.kind === 'engineer' && item?.kind !== 'engineer') handlers.onEngineerHover(null, at)
    hovered = item
    foreground.setHovered(item)
    if (item?.kind === 'ticket') handlers.onTicketHover(item.id)
    if (item?.kind === 'engineer') handlers.onEngineerHover(item.id, at)
  }
  let hoverFrame: number | null = null
  map.on('mousemove', ({ originalEvent: { clientX: x, clientY: y, buttons } }) => {
    if (buttons !== 0 || hoverFrame !== null) return
    hoverFrame = requestAnimationFrame(() => {
      hoverFrame = null
      hover(view?.pick ? null : hitAt({ x, y }, null), { x, y })
    })
  })
  map.on('mouseout', ({ originalEvent: { clientX: x, clientY: y } }) => {
    hover(null, { x, y })
  })
  map.on('click', onClick)
  map.on('dblclick', (event) => {
    // Two quick clicks on a marker are two clicks on it, not a zoom.
    if (findHit(map, event.point, foreground.pins())) event.preventDefault()
  })

  const holdMap = () => map.dragPan.disable()
  const releaseMap = () => map.dragPan.enable()

  const stopDrags = listenForDrags({
    element: map.getCanvasContainer(),
    itemAt: (at) => (view?.pick ? null : hitAt(at, null)),
    overAt: (at, item) => {
      const over = hitAt(at, item.kind === 'ticket' ? 'engineer' : 'ticket')
      return over && over.kind !== item.kind ? over : null
    },
    holdMap,
    releaseMap,
    onStart: (item, at) => {
      hover(null, at)
      map.getCanvas().style.cursor = 'grabbing'
      handlers.onDragStart(item, at)
    },
    onMove: (item, over, at) => handlers.onDragMove(item, over, at),
    onDrop: (item, over, at) => {
      map.getCanvas().style.cursor = ''
      handlers.onDrop(item, over, at)
    },
    onCancel: (item) => {
      map.getCanvas().style.cursor = ''
      handlers.onDragCancel(item)
    },
  })

  const ticketsIn = (box: ClientBox): string[] =>
    (view ? visibleTickets(view) : [])
      .filter((ticket) => {
        const frame = map.getCanvas().getBoundingClientRect()
        const point = map.project(ticket)
        return isInside(box, { x: point.x + frame.left, y: point.y + frame.top })
      })
      .map(({ id }) => id)

  const stopBoxes = listenForBoxes({
    element: map.getCanvasContainer(),
    holdMap,
    releaseMap,
    onSelect: (box) => handlers.onRegionSelect(ticketsIn(box)),
  })

  return {
    update: (newView) => {
      const isOtherTool = (view?.pick === null) !== (newView.pick === null)
      view = newView
      // At once, and not at the next movement of the mouse, which may be the click itself.
      if (isOtherTool) showCursor(hovered)
      feed.update(newView)
      foreground.update(newView)
      ghosts.update(newView)
      setFirstCamera()
    },
    setPositions: (newPositions) => {
      positions = newPositions
      motion.setNewest(newPositions)
      setFirstCamera()
    },
    hit: (at) => hitAt(at, view?.dragging ? 'engineer' : null),
    zoomIn: () => void map.zoomIn(),
    zoomOut: () => void map.zoomOut(),
    fitToSelection: () => {
      if (!view) return
      const lookedAt = placesLookedAt(view, positions)
      fit(lookedAt.length > 0 ? lookedAt : everything(view), true)
    },
    flyTo: (place) => {
      map.easeTo({ center: place, zoom: Math.max(map.getZoom(), 13), offset: [-coveredRight / 2, 0] })
    },
    setCoveredRight: (pixels) => {
      coveredRight = pixels
    },
    destroy: () => {
      stopDrags()
      stopBoxes()
      motion.stop()
      feed.stop()
      foreground.stop()
      ghosts.stop()
      themeObserver.disconnect()
      clearTimeout(boundsTimer)
      if (hoverFrame !== null) cancelAnimationFrame(hoverFrame)
      map.remove()
    },
  }
}

const nothing = () => undefined
const inertAdapter: MapAdapter = {
  update: nothing,
  setPositions: nothing,
  hit: () => null,
  zoomIn: nothing,
  zoomOut: nothing,
  fitToSelection: nothing,
  flyTo: nothing,
  setCoveredRight: nothing,
  destroy: nothing,
}

function isInside(box: ClientBox, { x, y }: ClientPoint): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
}

function toLngLatBounds({ west, south, east, north }: NonNullable<MapOptions['initialBounds']>) {
  // MapLibre wants the east beyond the west, also over the antimeridian.
  return new LngLatBounds([west, south], [east < west ? east + 360 : east, north])
}
