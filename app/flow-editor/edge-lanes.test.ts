import { expect, it } from 'vitest'
import { inLane, readLanes } from './edge-lanes.ts'

it('lines between the same two nodes run side by side, and all others as they would alone', () => {
  const lanes = readLanes([
    { id: 'b', source: 'check', target: 'thank' },
    { id: 'a', source: 'check', target: 'thank' },
    { id: 'back', source: 'thank', target: 'check' },
    { id: 'on', source: 'thank', target: 'end' },
  ])
  expect([...lanes]).toEqual([
    ['a', -0.5],
    ['b', 0.5],
  ])
})

it('a line that is moved aside still ends at its nodes, in right angles', () => {
  expect(inLane([[0, 0], [0, 80]], 0.5)).toEqual([[28, 0], [28, 80]]) // prettier-ignore
  expect(inLane([[0, 0], [0, 40], [100, 40]], 0.5)).toEqual([[9, 0], [9, 49], [100, 49]]) // prettier-ignore
  expect(inLane([[0, 0], [50, 0]], 0)).toEqual([[0, 0], [50, 0]]) // prettier-ignore
})
