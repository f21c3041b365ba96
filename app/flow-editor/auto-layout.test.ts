import { expect, it } from 'vitest'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { autoLayout } from './auto-layout.ts'
import { gridPx } from './geometry.ts'
import { plainBox } from './node-box.ts'

it.each(starters.map(({ key, graph }) => [key, graph] as const))(
  'puts %s in order: on the grid, nothing over anything, the start on top',
  (_key, graph) => {
    const nodes = Object.entries(graph.nodes).map(([id, { type }]) => ({ id, type }))
    const places = autoLayout(nodes, Object.values(graph.edges))
    expect(places.size).toBe(nodes.length)
    const boxes = [...places.values()].map(plainBox)
    for (const [index, one] of boxes.entries()) {
      expect([one.x % gridPx, one.y % gridPx].map(Math.abs)).toEqual([0, 0])
      for (const other of boxes.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height).toBe(true)
    }
    const top = Math.min(...boxes.map(({ y }) => y))
    const start = nodes.find(({ type }) => type === 'start')?.id ?? ''
    expect(places.get(start)?.[1]).toBe(top)
  },
)
