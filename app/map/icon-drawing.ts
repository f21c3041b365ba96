import type { Priority } from '#domain/ticket/ticket.ts'
import type { ClusterSla, IconLook, PillTone } from './icon-key.ts'
import type { MapColors } from './map-colors.ts'
import type { MapSla } from './map-view.ts'

type IconImage = {
  image: ImageData
  /** For images that stretch around a text, in image pixels. */
  stretch?: {
    stretchX: [number, number][]
    stretchY: [number, number][]
    content: [number, number, number, number]
  }
}

type Look<K extends IconLook['kind']> = Extract<IconLook, { kind: K }>

const pinPath = 'M13 31s-9.6-9-9.6-17.2a9.6 9.6 0 0 1 19.2 0C22.6 22 13 31 13 31z'
/** Room around the 26 × 34 pin for its outline and its badge. */
const PIN_MARGIN = 6
/** From the middle of the pin's image down to its tip, in CSS pixels: the layer shifts the image up by it. */
export const PIN_TIP_BELOW_CENTRE = 31 + PIN_MARGIN - (34 + 2 * PIN_MARGIN) / 2

/** On a 16 × 16 field: hourglass, triangle, octagon. */
const slaGlyphs: Record<Exclude<ClusterSla, 'on-track'>, string> = {
  'at-risk': 'M4.2 2.2h7.6M4.2 13.8h7.6M5 2.2v2.4L8 8l3-3.4V2.2M5 13.8v-2.4L8 8l3 3.4v2.4',
  critical: 'M8 2.2 14.4 13.4H1.6zM8 6.6v3M8 11.5v.1',
  breached: 'M5.6 2.2h4.8l3.4 3.4v4.8l-3.4 3.4H5.6l-3.4-3.4V5.6zM8 5v3.6M8 10.9v.1',
}

/** What everything is drawn with. */
export type Ink = { colors: MapColors; fontFamily: string; pixelRatio: number }

export function drawIcon(look: IconLook, ink: Ink): IconImage | null {
  const { colors, pixelRatio } = ink
  const paint = (width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void) =>
    paintImage(width, height, pixelRatio, draw)
  switch (look.kind) {
    case 'pin':
      return paint(26 + 2 * PIN_MARGIN, 34 + 2 * PIN_MARGIN, (pen) => drawPin(pen, look, colors))
    case 'ring':
      return paint(ringSize[look.frame], ringSize[look.frame], (pen) => drawRing(pen, look, ink))
    case 'heading':
      return paint(48, 48, (pen) => {
        pen.fillStyle = colors.status[look.status]
        pen.fill(new Path2D('M24 1.2 28.4 7.4a18 18 0 0 0-8.8 0z'))
      })
    case 'cluster':
      return paint(clusterWidth(look), 32, (pen) => drawCluster(pen, look, colors))
    case 'pill':
      return drawPill(look.tone, colors, pixelRatio)
    case 'halo':
      return paint(44, 44, (pen) => {
        pen.fillStyle = colors.halo
        pen.strokeStyle = colors.accent
        pen.lineWidth = 2
        circle(pen, 22, 22, 20)
        pen.fill()
        pen.stroke()
      })
    case 'place':
      return paint(26 + 2 * PIN_MARGIN, 34 + 2 * PIN_MARGIN, (pen) => drawPlace(pen, colors))
    case 'grid':
      return paint(32, 32, (pen) => {
        pen.fillStyle = colors.land
        pen.fillRect(0, 0, 32, 32)
        pen.strokeStyle = colors.minor
        pen.lineWidth = 1
        pen.strokeRect(-0.5, -0.5, 32, 32)
      })
  }
}

function paintImage(
  width: number,
  height: number,
  pixelRatio: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): IconImage | null {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * pixelRatio)
  canvas.height = Math.ceil(height * pixelRatio)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.scale(pixelRatio, pixelRatio)
  pen.lineJoin = 'round'
  draw(pen)
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height) }
}

function drawPin(pen: CanvasRenderingContext2D, look: Look<'pin'>, colors: MapColors): void {
  const body = new Path2D(pinPath)
  pen.translate(PIN_MARGIN, PIN_MARGIN)
  if (look.mode === 'held') {
    fillAndStroke(pen, body, colors.surface, colors.accent, 2, [3, 2])
    return
  }
  if (look.mode === 'quiet') {
    // Around the tip, so that the place it points at stays.
    pen.translate(13, 31)
    pen.scale(0.72, 0.72)
    pen.translate(-13, -31)
  }
  const outline = slaOutline(look.sla, colors)
  strokePath(pen, body, outline?.color ?? colors.surface, outline?.width ?? 3, outline?.dash ?? [])
  pen.fillStyle = colors.stage[look.stage]
  pen.fill(body)
  if (outline) strokePath(pen, body, colors.surface, 1.6, [])
  drawPriority(pen, look.priority, colors)
  if (look.sla === 'breached') drawBreachedBadge(pen, colors)
}

type Outline = { color: string; width: number; dash: number[] }

/** Told by shape too, not by hue alone: dashed, solid, solid with a badge. */
function slaOutline(sla: MapSla, colors: MapColors): Outline | null {
  switch (sla) {
    case 'none':
    case 'on-track':
      return null
    case 'at-risk':
      return { color: colors.slaRisk, width: 4.6, dash: [4, 2.4] }
    case 'critical':
      return { color: colors.slaCritical, width: 5, dash: [] }
    case 'breached':
      return { color: colors.slaBreached, width: 5, dash: [] }
  }
}

/** "!" for the first priority, else three, two, one bars. */
function drawPriority(pen: CanvasRenderingContext2D, priority: Priority, colors: MapColors): void {
  if (priority === 1) {
    pen.lineCap = 'round'
    strokePath(pen, new Path2D('M13 9v5.4M13 17.6v.1'), colors.surface, 2, [])
    return
  }
  pen.fillStyle = colors.surface
  const bars = [
    [8.2, 15, 3],
    [11.7, 12.6, 5.4],
    [15.2, 10.2, 7.8],
  ] as const
  for (const [index, [x, y, height]] of bars.entries()) {
    pen.globalAlpha = index < 5 - priority ? 1 : 0.4
    pen.beginPath()
    pen.roundRect(x, y, 2.6, height, 0.6)
    pen.fill()
  }
  pen.globalAlpha = 1
}

function drawBreachedBadge(pen: CanvasRenderingContext2D, colors: MapColors): void {
  circle(pen, 24, 3, 7)
  pen.fillStyle = colors.slaBreached
  pen.fill()
  pen.strokeStyle = colors.surface
  pen.lineWidth = 1.5
  pen.stroke()
  pen.lineCap = 'round'
  strokePath(pen, new Path2D('M21 3h6M24 0v6'), colors.onBreached, 1.5, [])
}

function drawPlace(pen: CanvasRenderingContext2D, colors: MapColors): void {
  pen.translate(PIN_MARGIN, PIN_MARGIN)
  fillAndStroke(pen, new Path2D(pinPath), colors.accent, colors.surface, 2, [])
  circle(pen, 13, 13.6, 3.4)
  pen.fillStyle = colors.onAccent
  pen.fill()
}

const ringSize = { none: 38, accent: 44, target: 64 } as const

function drawRing(pen: CanvasRenderingContext2D, look: Look<'ring'>, { colors, fontFamily }: Ink): void {
  const middle = ringSize[look.frame] / 2
  pen.translate(middle, middle)
  if (look.frame === 'target') fillCircle(pen, 31, colors.halo)
  if (look.frame !== 'none') {
    const width = look.frame === 'target' ? 3 : 2
    const outer = look.frame === 'target' ? 23 : 21
    fillCircle(pen, outer, colors.accent)
    fillCircle(pen, outer - width, colors.surface)
  } else {
    fillCircle(pen, 17.5, colors.surface)
  }
  pen.lineWidth = 3
  pen.setLineDash(look.dotted ? [2.4, 2.4] : [])
  pen.strokeStyle = colors.lineStrong
  circle(pen, 0, 0, 14.5)
  pen.stroke()
  pen.setLineDash([])
  pen.fillStyle = colors.text
  pen.font = `600 11px ${fontFamily}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  // Capitals and Chinese characters sit a little high on the middle line.
  pen.fillText(look.initials, 0, 0.5, 24)
  if (look.loadTwentieths === 0) return
  // Load is an arc from 12 o'clock.
  pen.strokeStyle = look.dotted ? colors.status.offline : colors.status[look.status]
  pen.beginPath()
  pen.arc(0, 0, 14.5, -Math.PI / 2, -Math.PI / 2 + (look.loadTwentieths / 20) * 2 * Math.PI)
  pen.stroke()
}

const DIGIT_WIDTH = 7.4
const GLYPH_SIZE = 11

function clusterWidth({ sla, digits }: Look<'cluster'>): number {
  const glyph = sla === 'on-track' ? 0 : GLYPH_SIZE + 2
  return Math.max(32, Math.ceil(digits * DIGIT_WIDTH + glyph + 14))
}

/** How far left of the middle the count of a cluster stands, to leave room for the glyph, in CSS pixels. */
export const CLUSTER_COUNT_SHIFT = (GLYPH_SIZE + 2) / 2

function drawCluster(pen: CanvasRenderingContext2D, look: Look<'cluster'>, colors: MapColors): void {
  const width = clusterWidth(look)
  const hue = look.sla === 'on-track' ? colors.lineStrong : (slaOutline(look.sla, colors)?.color ?? '')
  pen.beginPath()
  pen.roundRect(1, 1, width - 2, 30, 15)
  pen.fillStyle = colors.surface
  pen.fill()
  pen.strokeStyle = hue
  pen.lineWidth = 2
  pen.stroke()
  if (look.sla === 'on-track') return
  const glyphLeft = width / 2 - CLUSTER_COUNT_SHIFT + (look.digits * DIGIT_WIDTH) / 2 + 2
  pen.translate(glyphLeft, 16 - GLYPH_SIZE / 2)
  pen.scale(GLYPH_SIZE / 16, GLYPH_SIZE / 16)
  pen.lineCap = 'round'
  strokePath(pen, new Path2D(slaGlyphs[look.sla]), hue, 1.7, [])
}

function drawPill(tone: PillTone, colors: MapColors, pixelRatio: number): IconImage | null {
  const { fill, border, padX, padY } = pillLook(tone, colors)
  const width = 24
  const height = 18
  const drawn = paintImage(width, height, pixelRatio, (pen) => {
    pen.beginPath()
    pen.roundRect(0.5, 0.5, width - 1, height - 1, 3.5)
    pen.fillStyle = fill
    pen.fill()
    if (!border) return
    pen.strokeStyle = border
    pen.stroke()
  })
  if (!drawn) return null
  const scaled = (x: number) => Math.round(x * pixelRatio)
  return {
    image: drawn.image,
    stretch: {
      stretchX: [[scaled(6), scaled(width - 6)]],
      stretchY: [[scaled(6), scaled(height - 6)]],
      content: [scaled(padX), scaled(padY), scaled(width - padX), scaled(height - padY)],
    },
  }
}

function pillLook(
  tone: PillTone,
  colors: MapColors,
): { fill: string; border: string | null; padX: number; padY: number } {
  switch (tone) {
    case 'eligible':
      return { fill: colors.surface, border: colors.lineStrong, padX: 6, padY: 2 }
    case 'best':
      return { fill: colors.surface, border: colors.accent, padX: 7, padY: 3 }
    case 'target':
      return { fill: colors.accent, border: null, padX: 7, padY: 3 }
    case 'plain':
      return { fill: colors.pill, border: null, padX: 3, padY: 0 }
  }
}

function circle(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
}

function fillCircle(pen: CanvasRenderingContext2D, radius: number, color: string): void {
  circle(pen, 0, 0, radius)
  pen.fillStyle = color
  pen.fill()
}

function strokePath(
  pen: CanvasRenderingContext2D,
  path: Path2D,
  color: string,
  width: number,
  dash: number[],
): void {
  pen.setLineDash(dash)
  pen.strokeStyle = color
  pen.lineWidth = width
  pen.stroke(path)
  pen.setLineDash([])
}

function fillAndStroke(
  pen: CanvasRenderingContext2D,
  path: Path2D,
  fill: string,
  stroke: string,
  width: number,
  dash: number[],
): void {
  pen.fillStyle = fill
  pen.fill(path)
  strokePath(pen, path, stroke, width, dash)
}
