import { expect, it } from 'vitest'
import { keepExisting, nothingSelected, selectOne, selectRange, toggleOne } from './selection.ts'

const columns = [
  ['a', 'b'],
  ['c', 'd', 'e'],
]

it('Ctrl adds and takes away', () => {
  const two = toggleOne(selectOne('a'), 'd')
  expect([...two.ids]).toEqual(['a', 'd'])
  expect([...toggleOne(two, 'a').ids]).toEqual(['d'])
})

it('Shift selects from the anchor over the columns, in both directions, and can be corrected', () => {
  const range = selectRange(selectOne('b'), 'd', columns)
  expect([...range.ids]).toEqual(['b', 'c', 'd'])
  expect([...selectRange(range, 'a', columns).ids]).toEqual(['a', 'b'])
})

it('Shift without an anchor on the screen selects the one', () => {
  expect([...selectRange(nothingSelected, 'c', columns).ids]).toEqual(['c'])
  expect([...selectRange(selectOne('gone'), 'c', columns).ids]).toEqual(['c'])
})

it('forgets tickets that are gone', () => {
  const selection = selectRange(selectOne('a'), 'c', columns)
  expect(keepExisting(selection, () => true)).toBe(selection)
  const left = keepExisting(selection, (id) => id !== 'a')
  expect([...left.ids]).toEqual(['b', 'c'])
  expect(left.anchor).toBeNull()
})
