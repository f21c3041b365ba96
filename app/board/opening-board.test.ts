import { expect, it } from 'vitest'
import { isOpeningBoard } from './opening-board.ts'

it('from the list, or from another board', () => {
  expect(isOpeningBoard('/boards', '/boards/b1')).toBe(true)
  expect(isOpeningBoard('/boards/b2', '/boards/b1')).toBe(true)
})

it('not within a board, not to a page beside it, not while nothing is on its way', () => {
  expect(isOpeningBoard('/boards/b1', '/boards/b1')).toBe(false)
  expect(isOpeningBoard('/boards/b1', '/boards/b1/import')).toBe(false)
  expect(isOpeningBoard('/boards/b1', '/boards')).toBe(false)
  expect(isOpeningBoard('/boards', undefined)).toBe(false)
})
