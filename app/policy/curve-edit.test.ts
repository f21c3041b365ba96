import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCurveFlaw, gradeAt, type Curve } from '#domain/scoring/curve.ts'
import {
  addPoint,
  addPointInWidestGap,
  axisOf,
  axisTicks,
  histogram,
  movePoint,
  removePoint,
} from './curve-edit.ts'

const curve: Curve = [
  { at: 5, grade: 1 },
  { at: 25, grade: 0.5 },
  { at: 60, grade: 0 },
]
const axis = axisOf('travel', [curve])

describe('a curve under the hand', () => {
  it('moves a point on the grid', () => {
    expect(movePoint(curve, 1, { at: 30.4, grade: 0.4123 }, axis)[1]).toEqual({ at: 30, grade: 0.4 })
  })

  it('is never flawed, wherever its points are dragged', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(2),
            fc.double({ min: -1e4, max: 1e4, noNaN: true }),
            fc.double({ min: -9, max: 9, noNaN: true }),
          ),
        ),
        (drags) => {
          let dragged = curve
          for (const [index, at, grade] of drags) dragged = movePoint(dragged, index, { at, grade }, axis)
          expect(findCurveFlaw(dragged)).toBeUndefined()
        },
      ),
    )
  })

  it('takes a new point in its place, but not upon another', () => {
    expect(addPoint(curve, { at: 10.2, grade: 0.9 }, axis)).toEqual({
      index: 1,
      curve: [curve[0], { at: 10, grade: 0.9 }, curve[1], curve[2]],
    })
    expect(addPoint(curve, { at: 25.3, grade: 0.9 }, axis)).toBeUndefined()
  })

  it('offers a point where there is most room, and it lies on the line', () => {
    const added = addPointInWidestGap(curve, axis)
    expect(added?.index).toBe(2)
    const point = added?.curve[2]
    expect(point?.at).toBe(43)
    expect(Math.abs((point?.grade ?? 9) - gradeAt(curve, 43))).toBeLessThan(0.03)
  })

  it('keeps two points', () => {
    const two = removePoint(curve, 1)
    expect(two).toHaveLength(2)
    expect(removePoint(two, 0)).toBe(two)
  })
})

describe('an axis', () => {
  it('is wide enough for every point', () => {
    expect(
      axisOf('travel', [
        [
          { at: 0, grade: 1 },
          { at: 90, grade: 0 },
        ],
      ]),
    ).toEqual({ from: 0, to: 90, step: 1 })
  })

  it('has round ticks', () => {
    expect(axisTicks(axis)).toEqual([0, 15, 30, 45, 60])
    expect(axisTicks(axisOf('rating', []))).toEqual([1, 2, 3, 4, 5])
    expect(axisTicks(axisOf('slack', []))).toEqual([-50, 0, 50, 100])
  })

  it('counts values by its parts, and those beyond at the ends', () => {
    expect(histogram([-5, 1, 31, 59, 200], axis, 2)).toEqual([2, 3])
  })
})
