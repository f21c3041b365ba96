import type { Map as MapLibreMap } from 'maplibre-gl'
import { focusLines, focusPins, type FocusLine, type FocusPin } from './features.ts'
import { drawIcon, PIN_TIP_BELOW_CENTRE, type Ink } from './icon-drawing.ts'
import { iconKey, parseIconKey } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'
import type { MapItem, MapView, Positions } from './map-view.ts'

/** So far from the middle of a ring its line begins. */
const RING_RADIUS = 17

export type Foreground = {
  update: (view: MapView) => void
  setPositions: (positions: Positions) => void
  setHovered: (item: MapItem | null) => void
  /** Pins that can be hit, the topmost last. */
  pins: () => readonly FocusPin[]
  repaint: (colors: MapColors) => void
  stop: () => void
}

/**
 * What follows the hand: selected pins, the pin under the pointer, who holds what. On a canvas of its own above the
 * map, because it changes with every arrow key, and a change of the map itself would place and draw the 2,000 pins again.
 */
export function createForeground(map: MapLibreMap, firstInk: Omit<Ink, 'pixelRatio'>): Foreground {
  const canvas = document.createElement('canvas')
  canvas.className = 'map-foreground'
  map.getCanvasContainer().append(canvas)
  const pen = canvas.getContext('2d')
  let ink = { ...firstInk, pixelRatio: Math.max(1, Math.ceil(devicePixelRatio)) }
  const images = new Map<string, HTMLCanvasElement | null>()

  let view: MapView | null = null
  let positions: Positions = new Map()
  let hovered: MapItem | null = null
  let pins: readonly FocusPin[] = []
  let lines: readonly FocusLine[] = []
  let isEmpty = true
  let frame: number | null = null

  const draw = () => {
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
    const nothing = pins.length === 0 && lines.length === 0
    if (!pen || (nothing && isEmpty)) return
    isEmpty = nothing
    const { width, height } = map.getCanvas()
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    const scale = width / Math.max(1, map.getCanvas().clientWidth)
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    pen.clearRect(0, 0, width, height)
    drawLines(pen)
    for (const { icon, halo, ...place } of pins) {
      const { x, y } = map.project(place)
      if (halo) drawImage(pen, iconKey({ kind: 'halo' }), x, y - PIN_TIP_BELOW_CENTRE - 3)
      drawImage(pen, icon, x, y - PIN_TIP_BELOW_CENTRE)
    }
  }

  const drawLines = (on: CanvasRenderingContext2D) => {
    on.strokeStyle = ink.colors.accent
    on.lineWidth = 1.5
    on.beginPath()
    for (const { engineer, ticket } of lines) {
      const [from, to] = [map.project(engineer), map.project(ticket)]
      const length = Math.hypot(to.x - from.x, to.y - from.y)
      if (length <= RING_RADIUS) continue
      const share = RING_RADIUS / length
      on.moveTo(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
      on.lineTo(to.x, to.y)
    }
    on.stroke()
  }

  const drawImage = (on: CanvasRenderingContext2D, key: string, x: number, y: number) => {
    const image = imageOf(key)
    if (!image) return
    const [width, height] = [image.width / ink.pixelRatio, image.height / ink.pixelRatio]
    on.drawImage(image, x - width / 2, y - height / 2, width, height)
  }

  const imageOf = (key: string): HTMLCanvasElement | null => {
    const known = images.get(key)
    if (known !== undefined) return known
    const look = parseIconKey(key)
    const icon = look && drawIcon(look, ink)
    const image = icon && toCanvas(icon.image)
    images.set(key, image)
    return image
  }

  const change = () => {
    if (!view) return
    lines = focusLines(view, hovered, positions)
    frame ??= requestAnimationFrame(draw)
  }

  // With the map's own frame, so that the two never come apart while it is being moved.
  map.on('render', draw)

  return {
    update: (newView) => {
      const before = view
      view = newView
      if (before && isSameHand(before, newView)) return
      pins = focusPins(newView)
      change()
    },
    setPositions: (newPositions) => {
      positions = newPositions
      if (lines.length > 0 || isEmpty) change()
    },
    setHovered: (item) => {
      hovered = item
      change()
    },
    pins: () => pins,
    repaint: (colors) => {
      ink = { ...ink, colors }
      images.clear()
      frame ??= requestAnimationFrame(draw)
    },
    stop: () => {
      if (frame !== null) cancelAnimationFrame(frame)
      map.off('render', draw)
    },
  }
}

const isSameHand = (a: MapView, b: MapView): boolean =>
  a.tickets === b.tickets &&
  a.selectedTicketIds === b.selectedTicketIds &&
  a.selectedEngineerId === b.selectedEngineerId &&
  a.hoveredTicketId === b.hoveredTicketId &&
  a.dragging?.ticketId === b.dragging?.ticketId &&
  a.ghosts === b.ghosts

function toCanvas(image: ImageData): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: image.width, height: image.height })
  const pen = canvas.getContext('2d')
  pen?.putImageData(image, 0, 0)
  return pen && canvas
}
