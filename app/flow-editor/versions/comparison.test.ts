import { expect, it } from 'vitest'
import type { FlowGraph, GraphNode } from '#domain/flow-graph/graph.ts'
import { compareGraphs } from './comparison.ts'

const task = (config: GraphNode['config'] = {}, x = 0): GraphNode => ({ type: 'task', pos: [x, 0], config })
const line = (source: string, target: string) => ({
  source,
  sourceHandle: 'done',
  target,
  targetHandle: 'in',
})
const meta = { schema: 1, name: 'x' } as const
const before: FlowGraph = {
  meta,
  nodes: { a: task(), b: task(), gone: task() },
  edges: { ab: line('a', 'b'), bent: line('b', 'gone') },
}
const after: FlowGraph = {
  meta,
  nodes: { a: task({}, 9), b: task({ limitMinutes: 5 }), fresh: task() },
  edges: { bent: line('b', 'fresh'), new: line('a', 'fresh') },
}

it('what came, went and changed is marked, and what went is still on the canvas', () => {
  const { canvas, nodes, edges, changes } = compareGraphs(before, after)
  expect(Object.fromEntries(nodes)).toEqual({ b: 'changed', fresh: 'added', gone: 'removed' })
  expect(Object.fromEntries(edges)).toEqual({ ab: 'removed', bent: 'changed', new: 'added' })
  expect(Object.keys(canvas.nodes).sort()).toEqual(['a', 'b', 'fresh', 'gone'])
  // A node that only lies elsewhere is told, not marked.
  expect(changes.map(({ id }) => id)).toContain('node-moved:a')
  expect(nodes.has('a')).toBe(false)
})

it('without anything to compare with nothing is marked', () => {
  expect(compareGraphs(undefined, after)).toMatchObject({ canvas: after, changes: [] })
})
