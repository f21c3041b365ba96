import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftChange } from '#contract/flow-publishing.ts'
import { withDependencies } from '#domain/flow-graph/dependencies.ts'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import { anyFlowGraph } from '#tests/support/any-flow-graph.ts'
import { groupByAuthor, groupByNode, rowsOf } from './change-rows.ts'
import { carryOver, choose, leaveOut, type Choice } from './choice.ts'

const ana = { id: 'ana', name: 'Ana' }
const ben = { id: 'ben', name: 'Ben' }

const review = fc.tuple(anyFlowGraph, anyFlowGraph).map(([before, after]): readonly DraftChange[] => {
  const changes = graphDifference(before, after)
  return changes.map((change, index) => ({
    change,
    authors: index % 3 === 0 ? [ana] : index % 3 === 1 ? [ben] : [ana, ben],
    changedAt: index,
    needs: withDependencies(changes, new Set([change.id])).filter((id) => id !== change.id),
  }))
})
const isWhole = (changes: readonly DraftChange[], choice: Choice) =>
  changes.every(({ change, needs }) => !choice.has(change.id) || needs.every((id) => choice.has(id)))

describe('a choice of changes', () => {
  it('is whole whatever is ticked and unticked', () => {
    fc.assert(
      fc.property(review, fc.array(fc.tuple(fc.boolean(), fc.nat())), (changes, presses) => {
        fc.pre(changes.length > 0)
        let choice: Choice = new Set()
        for (const [ticks, which] of presses) {
          const id = changes[which % changes.length]?.change.id ?? ''
          choice = ticks ? choose(changes, choice, [id]) : leaveOut(changes, choice, [id])
          expect(choice.has(id)).toBe(ticks)
          expect(isWhole(changes, choice)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('goes over to a newer review, and stays whole there', () => {
    fc.assert(
      fc.property(review, review, fc.nat(), (before, after, which) => {
        const all = choose(
          before,
          new Set(),
          before.map(({ change }) => change.id),
        )
        expect(carryOver(before, all, after).size).toBe(after.length)
        const some = leaveOut(before, all, [before[which % before.length]?.change.id ?? ''])
        expect(isWhole(after, carryOver(before, some, after))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the rows of a review', () => {
  it('hold every change once, by author and by node', () => {
    fc.assert(
      fc.property(review, (changes) => {
        const all = changes.map(({ change }) => change.id).sort()
        for (const groups of [groupByAuthor(changes), groupByNode(changes)]) {
          const held = groups.flatMap(({ rows }) => rows.flatMap((row) => row.changes))
          expect(held.map(({ change }) => change.id).sort()).toEqual(all)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('put the lines of a node that goes, and everything that was only moved, into one each', () => {
    const node = { type: 'task', pos: [0, 0], config: {} } as const
    const edge = { source: 'a', sourceHandle: 'done', target: 'b', targetHandle: 'in' }
    const meta = { schema: 1, name: '' } as const
    const before = {
      meta,
      nodes: {
        a: { ...node, pos: [0, 0] as [number, number] },
        b: { ...node, pos: [0, 0] as [number, number] },
        c: { ...node, pos: [0, 0] as [number, number] },
      },
      edges: { ab: edge },
    }
    const moved = { ...before.nodes.b, pos: [9, 9] as [number, number] }
    const after = { meta, nodes: { b: moved, c: moved }, edges: {} }
    const rows = rowsOf(
      graphDifference(before, after).map((change) => ({ change, authors: [ana], changedAt: 1, needs: [] })),
    )
    expect(rows.map(({ kind, changes }) => [kind, ...changes.map(({ change }) => change.id)])).toEqual([
      ['gone', 'node-removed:a', 'edge-removed:ab'],
      ['edit', 'node-moved:b', 'node-moved:c'],
    ])
  })
})
