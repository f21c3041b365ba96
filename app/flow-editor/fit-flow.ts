import type { Box } from './geometry.ts'

export type Viewport = { x: number; y: number; zoom: number }

/** Free around the flow, as a part of the screen. */
const margin = 0.04
/** Smaller than this nobody can read it. */
const leastZoom = 0.5

/**
 * How all of a flow is brought into view: never larger than life, in the middle. One that would become too small to read
 * is shown from its start on, as large as it can be read.
 */
export function fitFlow(
  whole: Box | undefined,
  start: Box | undefined,
  screen: { width: number; height: number },
): Viewport {
  if (!whole) return { x: screen.width / 2, y: screen.height / 2, zoom: 1 }
  const free = { width: screen.width * (1 - 2 * margin), height: screen.height * (1 - 2 * margin) }
  const wanted = Math.min(1, free.width / whole.width, free.height / whole.height)
  const zoom = Math.max(wanted, leastZoom)
  const from = start ?? { ...whole, width: 0, height: 0 }
  return {
    x: along(whole.x, whole.width, from.x + from.width / 2, screen.width, zoom),
    y: along(whole.y, whole.height, from.y + from.height / 2, screen.height, zoom),
    zoom,
  }
}

/** In one direction: what fits stands in the middle; of what does not, the anchor does, but nothing is shown beyond the ends. */
function along(from: number, length: number, anchor: number, screen: number, zoom: number): number {
  const gap = screen * margin
  if (length * zoom <= screen - 2 * gap) return screen / 2 - (from + length / 2) * zoom
  const [first, last] = [gap - from * zoom, screen - gap - (from + length) * zoom]
  return Math.min(first, Math.max(last, screen / 2 - anchor * zoom))
}
