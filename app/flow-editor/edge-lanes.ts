import type { Point } from './geometry.ts'

type Line = { readonly id: string; readonly source: string; readonly target: string }

/** As far apart as lines between the same two nodes run: room for the name of each, beside each other or one above the other. */
const besidePx = 56
const abovePx = 18

/** In which lane each line runs, where several lead from one node to the same other one; 0 would be the middle. */
export function readLanes(lines: Iterable<Line>): ReadonlyMap<string, number> {
  const bundles = new Map<string, string[]>()
  for (const { id, source, target } of lines) {
    const key = `${source} ${target}`
    const bundle = bundles.get(key)
    if (bundle) bundle.push(id)
    else bundles.set(key, [id])
  }
  const lanes = new Map<string, number>()
  for (const bundle of bundles.values())
    if (bundle.length > 1)
      for (const [index, id] of bundle.sort().entries()) lanes.set(id, index - (bundle.length - 1) / 2)
  return lanes
}

/** The same way in its lane; its ends stay on the edges of their nodes. */
export function inLane(way: readonly Point[], lane: number): readonly Point[] {
  if (lane === 0) return way
  const [start, end] = [way[0], way.at(-1)]
  const isStraightDown = way.length === 2 && start?.[0] === end?.[0]
  const aside = lane * (isStraightDown ? besidePx : abovePx)
  return way.map(([x, y], index) => {
    const neighbour = index === 0 ? way[1] : index === way.length - 1 ? way[index - 1] : undefined
    if (!neighbour) return [x + aside, y + aside]
    return neighbour[0] === x ? [x + aside, y] : [x, y + aside]
  })
}
