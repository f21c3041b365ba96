import type { Point } from './geometry.ts'

type Line = { readonly id: string; readonly source: string; readonly target: string }

/**
 * Which place a line has among those between the same two nodes; 0 is the middle. `along`: among those that lead the same way.
 * `either`: among those of both directions, which meet only where the two nodes lie side by side.
 */
export type Lane = { readonly along: number; readonly either: number }

/** As far apart as lines between the same two nodes run: room for the name of each, beside each other or one above the other. */
const besidePx = 56
const abovePx = 18

/** The lanes of the lines that are not alone between their two nodes. */
export function readLanes(lines: Iterable<Line>): ReadonlyMap<string, Lane> {
  const pairs = new Map<string, Line[]>()
  for (const line of lines) {
    const key = [line.source, line.target].sort().join(' ')
    const pair = pairs.get(key)
    if (pair) pair.push(line)
    else pairs.set(key, [line])
  }
  const lanes = new Map<string, Lane>()
  for (const pair of pairs.values()) {
    if (pair.length < 2) continue
    pair.sort((one, other) => (one.source + one.id < other.source + other.id ? -1 : 1))
    for (const line of pair) {
      const sameWay = pair.filter(({ source }) => source === line.source)
      lanes.set(line.id, { along: placeIn(sameWay, line), either: placeIn(pair, line) })
    }
  }
  return lanes
}

const placeIn = (lines: readonly Line[], line: Line): number => lines.indexOf(line) - (lines.length - 1) / 2

/** The same way in its lane; its ends stay on the edges of their nodes. */
export function inLane(way: readonly Point[], lane: Lane | undefined): readonly Point[] {
  const [start, end] = [way[0], way.at(-1)]
  if (!lane || !start || !end) return way
  const isStraight = way.length === 2
  const isAcross = isStraight && start[1] === end[1]
  const aside = isAcross ? lane.either * abovePx : lane.along * (isStraight ? besidePx : abovePx)
  if (aside === 0) return way
  return way.map(([x, y], index) => {
    const neighbour = index === 0 ? way[1] : index === way.length - 1 ? way[index - 1] : undefined
    if (!neighbour) return [x + aside, y + aside]
    return neighbour[0] === x ? [x + aside, y] : [x, y + aside]
  })
}
