import { describe, expect, it } from 'vitest'
import { labelPlace, roundedPath, routeEdge } from './edge-route.ts'
import { plainBox } from './node-box.ts'
import type { Point } from './geometry.ts'

const node = (place: Point) => ({ box: plainBox(place), bar: false })
const bar = (x: number, y: number, width: number) => ({ box: { x, y, width, height: 26 }, bar: true })

describe('routeEdge', () => {
  it('goes straight down, across, and beside its nodes back up', () => {
    expect(routeEdge(node([0, 0]), node([0, 96]), [])).toEqual([[86, 52], [86, 96]]) // prettier-ignore
    expect(routeEdge(node([0, 0]), node([240, 0]), [])).toEqual([[172, 26], [240, 26]]) // prettier-ignore
    expect(routeEdge(node([0, 96]), node([0, 0]), [])).toEqual([[0, 122], [-20, 122], [-20, 26], [0, 26]]) // prettier-ignore
  })

  it('goes around a node that stands between', () => {
    const way = routeEdge(node([0, 0]), node([0, 192]), [plainBox([0, 96])])
    expect(way).toEqual([[0, 26], [-44, 26], [-44, 218], [0, 218]]) // prettier-ignore
  })

  it('runs into the side of what lies across and below, unless something stands there', () => {
    expect(routeEdge(node([240, 0]), node([0, 96]), []).at(-1)).toEqual([172, 122])
    expect(routeEdge(node([240, 0]), node([0, 96]), [plainBox([240, 96])]).at(-1)).toEqual([86, 96])
  })

  it('leaves a bar straight above each branch, and not at its corner', () => {
    const fork = bar(0, 0, 412)
    expect(routeEdge(fork, node([240, 96]), [])).toEqual([[326, 26], [326, 96]]) // prettier-ignore
    expect(routeEdge(fork, node([600, 96]), [])[0]).toEqual([400, 26])
  })

  it('takes the way through the fewest when every way is blocked', () => {
    const wall = { x: -500, y: 60, width: 1_000, height: 20 }
    expect(routeEdge(node([0, 0]), node([0, 192]), [wall])).toHaveLength(2)
  })
})

it('names a line on its longest part', () => {
  expect(labelPlace([[0, 0], [10, 0], [10, 100], [20, 100]])).toEqual([10, 50]) // prettier-ignore
})

it('rounds corners no further than half of what runs into them', () => {
  expect(roundedPath([[0, 0], [100, 0], [100, 100]], 8)).toBe('M0 0L92 0Q100 0 100 8L100 100') // prettier-ignore
  expect(roundedPath([[0, 0], [6, 0], [6, 6]], 8)).toBe('M0 0L3 0Q6 0 6 3L6 6') // prettier-ignore
})
