import { centerOf, type Box, type Point } from './geometry.ts'

/** One end of a line. A bar takes lines along its whole length. */
export type RouteEnd = { readonly box: Box; readonly bar: boolean }

/** Lines that meet at the end of a bar still need room for its corner. */
const barInset = 12
/** How far a line that leads back runs beside its nodes; one that goes round others keeps out of its way. */
const besidePx = 20
const aroundPx = 44
/** So near a line may come to a node that it passes. */
const clearancePx = 4

/**
 * The corners of a line between two nodes, from end to end, in right angles: down to what is below, across to what is
 * beside, and around the outside back to what is above. Of the ways that are usual for how the two lie, the first that
 * runs through no other node; if none does, the one that runs through the fewest.
 */
export function routeEdge(source: RouteEnd, target: RouteEnd, others: readonly Box[]): readonly Point[] {
  const [first, ...more] = waysBetween(source, target)
  let best = first
  let fewest = hits(first, others)
  for (const way of more) {
    if (fewest === 0) break
    const count = hits(way, others)
    if (count >= fewest) continue
    best = way
    fewest = count
  }
  return best
}

/** Whether any of the ways between two nodes could come near this box: none of them runs farther around the two than this. */
export function mayReach(from: Box, to: Box, box: Box): boolean {
  const reach = aroundPx + clearancePx
  return (
    Math.min(from.x, to.x) - reach < box.x + box.width &&
    box.x < Math.max(from.x + from.width, to.x + to.width) + reach &&
    Math.min(from.y, to.y) - reach < box.y + box.height &&
    box.y < Math.max(from.y + from.height, to.y + to.height) + reach
  )
}

type Way = readonly Point[]

function waysBetween(source: RouteEnd, target: RouteEnd): readonly [Way, ...Way[]] {
  const { box: from } = source
  const { box: to } = target
  const sourceBottom = alongEdge(source, to, from.y + from.height)
  const targetTop = alongEdge(target, from, to.y)
  const [fromX, fromY] = centerOf(from)
  const [toX, toY] = centerOf(to)
  const isRight = toX > fromX
  const loops = isRight
    ? ([beside(from, to, 'right', aroundPx), beside(from, to, 'left', aroundPx)] as const)
    : ([beside(from, to, 'left', aroundPx), beside(from, to, 'right', aroundPx)] as const)

  if (to.y >= from.y + from.height) {
    const down = downTo(sourceBottom, targetTop)
    if (source.bar || target.bar || Math.abs(toX - fromX) < from.width / 2 + besidePx) return [down, ...loops]
    const intoSide: Way = [sourceBottom, [sourceBottom[0], toY], [isRight ? to.x : to.x + to.width, toY]]
    const fromSide: Way = [[isRight ? from.x + from.width : from.x, fromY], [targetTop[0], fromY], targetTop] // prettier-ignore
    return [intoSide, down, fromSide, ...loops]
  }
  if (to.y + to.height > from.y) {
    const y = source.bar ? toY : fromY
    const start: Point = [isRight ? from.x + from.width : from.x, fromY]
    const end: Point = [isRight ? to.x : to.x + to.width, toY]
    // What lies nearly on a line is on a line: a step of a few pixels would look like a mistake.
    if (Math.abs(fromY - toY) <= from.height / 2) return [[[start[0], y], [end[0], y]], above(from, to)] // prettier-ignore
    const middle = (start[0] + end[0]) / 2
    return [[start, [middle, fromY], [middle, toY], end], above(from, to)]
  }
  const back = isRight ? 'right' : 'left'
  return [beside(from, to, back, besidePx), beside(from, to, back === 'left' ? 'right' : 'left', besidePx), ...loops] // prettier-ignore
}

const downTo = (start: Point, end: Point): Way => {
  if (start[0] === end[0]) return [start, end]
  const middle = (start[1] + end[1]) / 2
  return [start, [start[0], middle], [end[0], middle], end]
}

function beside(from: Box, to: Box, side: 'left' | 'right', gap: number): Way {
  const edge = ({ x, width }: Box) => (side === 'left' ? x : x + width)
  const x = side === 'left' ? Math.min(edge(from), edge(to)) - gap : Math.max(edge(from), edge(to)) + gap
  const [, fromY] = centerOf(from)
  const [, toY] = centerOf(to)
  return [[edge(from), fromY], [x, fromY], [x, toY], [edge(to), toY]] // prettier-ignore
}

function above(from: Box, to: Box): Way {
  const y = Math.min(from.y, to.y) - besidePx
  const [fromX] = centerOf(from)
  const [toX] = centerOf(to)
  return [[fromX, from.y], [fromX, y], [toX, y], [toX, to.y]] // prettier-ignore
}

/** In the middle of the edge; on a bar straight above or below the other end, so that branches run parallel. */
function alongEdge({ box, bar }: RouteEnd, other: Box, y: number): Point {
  const [middle] = centerOf(box)
  if (!bar) return [middle, y]
  const [wanted] = centerOf(other)
  return [Math.min(Math.max(wanted, box.x + barInset), box.x + box.width - barInset), y]
}

function hits(way: Way, others: readonly Box[]): number {
  let count = 0
  for (const box of others) {
    for (let index = 1; index < way.length; index += 1) {
      const [start, end] = [way[index - 1], way[index]]
      if (!start || !end || !runsThrough(start, end, box)) continue
      count += 1
      break
    }
  }
  return count
}

const runsThrough = ([x1, y1]: Point, [x2, y2]: Point, { x, y, width, height }: Box): boolean =>
  Math.max(x1, x2) > x - clearancePx &&
  Math.min(x1, x2) < x + width + clearancePx &&
  Math.max(y1, y2) > y - clearancePx &&
  Math.min(y1, y2) < y + height + clearancePx

/** Where the name of a line stands: in the middle of its longest part. */
export function labelPlace(way: readonly Point[]): Point {
  let longest = -1
  let place: Point = [0, 0]
  for (let index = 1; index < way.length; index += 1) {
    const [[x1, y1] = place, [x2, y2] = place] = [way[index - 1], way[index]]
    const length = Math.abs(x2 - x1) + Math.abs(y2 - y1)
    if (length <= longest) continue
    longest = length
    place = [(x1 + x2) / 2, (y1 + y2) / 2]
  }
  return place
}

/** The corners as an SVG path, each rounded by up to `radius`. */
export function roundedPath(way: readonly Point[], radius: number): string {
  const parts: string[] = []
  for (const [index, corner] of way.entries()) {
    const before = way[index - 1]
    const after = way[index + 1]
    if (!before) parts.push(`M${corner.join(' ')}`)
    else if (!after) parts.push(`L${corner.join(' ')}`)
    else
      parts.push(
        `L${towards(corner, before, radius).join(' ')}Q${corner.join(' ')} ${towards(corner, after, radius).join(' ')}`,
      )
  }
  return parts.join('')
}

function towards([x, y]: Point, [otherX, otherY]: Point, radius: number): Point {
  const length = Math.abs(otherX - x) + Math.abs(otherY - y)
  const step = Math.min(radius, length / 2)
  return length === 0 ? [x, y] : [x + ((otherX - x) / length) * step, y + ((otherY - y) / length) * step]
}
