import { gridPx, onGrid, type Box, type Point } from './geometry.ts'

/** A line that two edges or centres have come to share, in pixels of the canvas. */
export type Guide = {
  readonly across: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

const reachPx = 6

/**
 * Where a box that is dragged comes to lie: on a line with the edge or centre of another when one is within reach, else
 * on the grid. Each direction for itself.
 */
export function alignBox(box: Box, others: Iterable<Box>): { place: Point; guides: readonly Guide[] } {
  const [gridX, gridY] = onGrid([box.x, box.y])
  let x: Found | undefined
  let y: Found | undefined
  for (const other of others) {
    x = nearer(x, find(spanX(box), spanX(other)), other)
    y = nearer(y, find(spanY(box), spanY(other)), other)
  }
  const place: Point = [x ? box.x + x.shift : gridX, y ? box.y + y.shift : gridY]
  const placed = { ...box, x: place[0], y: place[1] }
  return {
    place,
    guides: [
      ...(x ? [guide('x', x.at, spanY(placed), spanY(x.other))] : []),
      ...(y ? [guide('y', y.at, spanX(placed), spanX(y.other))] : []),
    ],
  }
}

type Span = readonly [from: number, to: number]
type Match = { shift: number; at: number }
type Found = Match & { other: Box }

const spanX = ({ x, width }: Box): Span => [x, x + width]
const spanY = ({ y, height }: Box): Span => [y, y + height]
const centre = ([from, to]: Span) => (from + to) / 2

/** Edge to the same edge, centre to centre: other pairs would flicker past while one drags along a row. */
function find(mine: Span, theirs: Span): Match | undefined {
  let best: Match | undefined
  for (const [own, at] of [
    [centre(mine), centre(theirs)],
    [mine[0], theirs[0]],
    [mine[1], theirs[1]],
  ] as const) {
    const shift = at - own
    if (Math.abs(shift) <= reachPx && (!best || Math.abs(shift) < Math.abs(best.shift))) best = { shift, at }
  }
  return best
}

const nearer = (best: Found | undefined, match: Match | undefined, other: Box): Found | undefined =>
  match && (!best || Math.abs(match.shift) < Math.abs(best.shift)) ? { ...match, other } : best

const guide = (across: 'x' | 'y', at: number, one: Span, other: Span): Guide => ({
  across,
  at,
  from: Math.min(one[0], other[0]) - gridPx,
  to: Math.max(one[1], other[1]) + gridPx,
})
