import { expect, it } from 'vitest'
import { findNextCard } from './keyboard.ts'

const columns = [['a1', 'a2', 'a3'], [], ['c1']]

it.each([
  ['a2', 'up', 'a1'],
  ['a1', 'up', null],
  ['a2', 'down', 'a3'],
  ['a3', 'down', null],
  ['a1', 'last', 'a3'],
  ['a3', 'first', 'a1'],
  ['a3', 'right', 'c1'],
  ['c1', 'left', 'a1'],
  ['c1', 'right', null],
  ['gone', 'down', 'a1'],
  [null, 'left', 'a1'],
] as const)('from %s %s leads to %s', (current, key, next) => {
  expect(findNextCard(columns, current, key)).toBe(next)
})

it('stays where there are no cards', () => {
  expect(findNextCard([[], []], null, 'down')).toBeNull()
})
