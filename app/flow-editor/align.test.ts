import { expect, it } from 'vitest'
import { alignBox } from './align.ts'
import { plainBox } from './node-box.ts'

it('lies on the grid where nothing is near', () => {
  expect(alignBox(plainBox([103, 55]), [plainBox([1_000, 1_000])])).toEqual({ place: [96, 48], guides: [] })
})

it('comes to lie on a line with the edge of another, each direction for itself', () => {
  const { place, guides } = alignBox(plainBox([4, 206]), [plainBox([0, 20])])
  expect(place).toEqual([0, 208])
  expect(guides).toEqual([{ across: 'x', at: 86, from: 4, to: 276 }])
})

it('meets the centre of what is of another width', () => {
  const { place } = alignBox(plainBox([118, 96]), [{ x: 0, y: 0, width: 412, height: 26 }])
  expect(place[0]).toBe(120)
})
