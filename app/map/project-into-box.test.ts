import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectIntoBox } from './project-into-box.ts'

const place = fc.record({
  lng: fc.double({ min: 120, max: 122, noNaN: true }),
  lat: fc.double({ min: 30, max: 32, noNaN: true }),
})

describe('projectIntoBox', () => {
  it('keeps every place inside the margin, north up and east to the right', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1 }), (places) => {
        const project = projectIntoBox(places, 100, 4)
        for (const one of places) {
          const { x, y } = project(one)
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(4 - 1e-6)
          expect(Math.max(x, y)).toBeLessThanOrEqual(96 + 1e-6)
        }
      }),
    )
    const project = projectIntoBox(
      [
        { lng: 0, lat: 0 },
        { lng: 1, lat: 1 },
      ],
      100,
      4,
    )
    expect(project({ lng: 1, lat: 1 }).x).toBeGreaterThan(project({ lng: 0, lat: 0 }).x)
    expect(project({ lng: 1, lat: 1 }).y).toBeLessThan(project({ lng: 0, lat: 0 }).y)
  })

  it('puts a single place in the middle', () => {
    expect(projectIntoBox([{ lng: 121, lat: 31 }], 100, 4)({ lng: 121, lat: 31 })).toEqual({ x: 50, y: 50 })
  })

  it('keeps two places in the box that differ by rounding alone', () => {
    const twins = [
      { lng: 120.00000000000004, lat: 30 },
      { lng: 120.00000000000011, lat: 30 },
    ]
    for (const twin of twins) expect(projectIntoBox(twins, 100, 4)(twin).x).toBeCloseTo(50, 3)
  })
})
