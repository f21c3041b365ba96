import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFlowGraph } from '#tests/support/any-flow-graph.ts'
import { withDependencies } from './dependencies.ts'
import { applyChanges, graphDifference } from './difference.ts'
import type { FlowGraph } from './graph.ts'
import { both, byRole, draw, outcome } from './starters/draw.ts'

const name = both('节点', 'Node')
const desk = { name, ...byRole('service-desk') }
const before = draw(name, { start: ['start', 0, 0, {}], a: ['task', 1, 0, desk], end: ['end', 2, 0, {}] }, [
  ['start', 'done', 'a'],
  ['a', 'done', 'end'],
])
const after = draw(
  both('新名', 'New name'),
  {
    start: ['start', 0, 0, {}],
    a: [
      'task',
      1,
      1,
      {
        ...desk,
        ...outcome('done', 1, name),
        ...outcome('more', 2, name),
        vacant: { kind: 'go-to', nodeId: 'b' },
      },
    ],
    b: ['task', 2, 1, desk],
    end: ['end', 2, 0, {}],
  },
  [
    ['start', 'done', 'a'],
    ['a', 'done', 'b'],
    ['a', 'more', 'end'],
    ['b', 'done', 'end'],
  ],
)
const ids = (one: FlowGraph, other: FlowGraph) => graphDifference(one, other).map(({ id }) => id)

describe('the difference of two graphs', () => {
  it('names each changed thing once, the old value and the new one', () => {
    expect(ids(before, after)).toEqual([
      'flow-renamed',
      'setting-changed:a:outcomes.done',
      'setting-changed:a:outcomes.more',
      'setting-changed:a:vacant',
      'node-moved:a',
      'node-added:b',
      'edge-added:a-done-b',
      'edge-removed:a-done-end',
      'edge-added:a-more-end',
      'edge-added:b-done-end',
    ])
    expect(graphDifference(before, after)).toContainEqual({
      id: 'node-moved:a',
      kind: 'node-moved',
      nodeId: 'a',
      before: { pos: [224, 0] },
      after: { pos: [224, 112] },
    })
  })

  it('is nothing for the same graph, in whatever order it was written', () => {
    const turned = { ...before, nodes: Object.fromEntries(Object.entries(before.nodes).reverse()) }
    expect(graphDifference(before, turned)).toEqual([])
  })

  it('leads from any graph to any other', () => {
    fc.assert(
      fc.property(anyFlowGraph, anyFlowGraph, (one, other) => {
        const changes = graphDifference(one, other)
        expect(graphDifference(applyChanges(one, changes), other)).toEqual([])
        expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length)
      }),
    )
  })
})

describe('what has to come along with a change', () => {
  const needed = (...chosen: readonly string[]) =>
    withDependencies(graphDifference(before, after), new Set(chosen))

  it('an edge brings the new nodes that it joins, and the exit where it begins', () => {
    expect(needed('edge-added:b-done-end')).toEqual(['node-added:b', 'edge-added:b-done-end'])
    expect(needed('edge-added:a-more-end')).toEqual([
      'setting-changed:a:outcomes.more',
      'edge-added:a-more-end',
    ])
    expect(needed('edge-added:a-done-b')).toEqual([
      'setting-changed:a:outcomes.done',
      'node-added:b',
      'edge-added:a-done-b',
      'edge-removed:a-done-end',
    ])
  })

  it('a setting brings the new node that it names', () => {
    expect(needed('setting-changed:a:vacant')).toEqual(['setting-changed:a:vacant', 'node-added:b'])
  })

  it('what stands alone comes alone', () => {
    expect(needed('flow-renamed')).toEqual(['flow-renamed'])
    expect(needed('node-moved:a')).toEqual(['node-moved:a'])
    expect(needed('nothing')).toEqual([])
  })

  it('a node that goes takes along its edges and what names it', () => {
    const changes = graphDifference(after, before)
    expect(withDependencies(changes, new Set(['node-removed:b']))).toEqual([
      'setting-changed:a:vacant',
      'node-removed:b',
      'edge-removed:a-done-b',
      'edge-removed:b-done-end',
    ])
  })

  it('whatever is chosen, no edge is left dangling, and nothing is added twice', () => {
    const dangling = ({ nodes, edges }: FlowGraph) =>
      Object.values(edges).filter(({ source, target }) => !nodes[source] || !nodes[target])
    fc.assert(
      fc.property(anyFlowGraph, anyFlowGraph, fc.infiniteStream(fc.boolean()), (one, other, choices) => {
        const changes = graphDifference(one, other)
        const chosen = new Set(changes.filter(() => choices.next().value === true).map(({ id }) => id))
        const taken = new Set(withDependencies(changes, chosen))
        for (const id of chosen) expect(taken).toContain(id)
        const partly = applyChanges(
          one,
          changes.filter(({ id }) => taken.has(id)),
        )
        expect(dangling(partly)).toEqual([])
        expect(withDependencies(changes, taken)).toEqual(
          changes.filter(({ id }) => taken.has(id)).map(({ id }) => id),
        )
      }),
    )
  })
})
