import { expect, it } from 'vitest'
import { findImpacts } from './impact.ts'

const outline = (nodes: readonly string[], edges: readonly [string, string, string?][]) => ({
  hasNode: (id: string) => nodes.includes(id),
  edges: edges.map(([source, target, sourceHandle]) => ({ source, target, sourceHandle })),
})

it('a node is hit when it is deleted or leads elsewhere, and not by what happens before it', () => {
  const before = outline(['a', 'b', 'c', 'd'], [['a', 'b'], ['b', 'c'], ['c', 'd', 'done'], ['d', 'a']]) // prettier-ignore
  const after = outline(['a', 'c', 'd', 'e'], [['a', 'c'], ['e', 'c'], ['c', 'd'], ['d', 'a', 'failed']]) // prettier-ignore
  expect(Object.fromEntries(findImpacts(before, after, ['a', 'b', 'c', 'd']))).toEqual({
    a: 'rewired',
    b: 'deleted',
    d: 'rewired',
  })
})

it('a node of an older version that is in neither graph is deleted; a new one is not hit', () => {
  const before = outline(['a'], [])
  const after = outline(['a', 'new'], [['new', 'a']])
  expect(Object.fromEntries(findImpacts(before, after, ['a', 'old', 'new']))).toEqual({ old: 'deleted' })
})
