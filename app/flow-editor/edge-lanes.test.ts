import { expect, it } from 'vitest'
import { inLane, readLanes } from './edge-lanes.ts'

const line = (id: string, source: string, target: string) => ({ id, source, target })

it('lines between the same two nodes run side by side, and all others as they would alone', () => {
  const lanes = readLanes([
    line('b', 'check', 'thank'),
    line('a', 'check', 'thank'),
    line('back', 'thank', 'check'),
    line('on', 'thank', 'end'),
  ])
  expect(Object.fromEntries(lanes)).toEqual({
    a: { along: -0.5, either: -1 },
    b: { along: 0.5, either: 0 },
    back: { along: 0, either: 1 },
  })
})

it('a line that is moved aside still ends at its nodes, in right angles', () => {
  const lane = { along: 0.5, either: 1 }
  expect(inLane([[0, 0], [0, 80]], lane)).toEqual([[28, 0], [28, 80]]) // prettier-ignore
  expect(inLane([[0, 0], [0, 40], [100, 40]], lane)).toEqual([[9, 0], [9, 49], [100, 49]]) // prettier-ignore
  expect(inLane([[0, 0], [50, 0]], lane)).toEqual([[0, 18], [50, 18]]) // prettier-ignore
  expect(inLane([[0, 0], [50, 0]], undefined)).toEqual([[0, 0], [50, 0]]) // prettier-ignore
})

it('a line that leads back leaves the other its place, unless the two nodes lie side by side', () => {
  const lane = { along: 0, either: 0.5 }
  expect(inLane([[0, 0], [0, 80]], lane)).toEqual([[0, 0], [0, 80]]) // prettier-ignore
  expect(inLane([[0, 0], [50, 0]], lane)).toEqual([[0, 9], [50, 9]]) // prettier-ignore
})
