import { distance as turfDistance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat } from './coordinate.ts'
import { distanceMeters } from './distance.ts'

const anyPlace = fc.record<LngLat>({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})

describe('distanceMeters', () => {
  it('knows a degree of latitude and half the Earth', () => {
    expect(distanceMeters({ lng: 121, lat: 31 }, { lng: 121, lat: 32 })).toBeCloseTo(111_195.08, 1)
    expect(distanceMeters({ lng: 0, lat: 0 }, { lng: 180, lat: 0 })).toBeCloseTo(Math.PI * 6_371_008.8, 3)
  })

  it('goes the short way over the antimeridian', () => {
    expect(distanceMeters({ lng: 179.9, lat: 0 }, { lng: -179.9, lat: 0 })).toBeLessThan(22_300)
  })

  it('agrees with turf everywhere', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (a, b) => {
        const expected = turfDistance([a.lng, a.lat], [b.lng, b.lat], { units: 'meters' })
        // Near opposite points both formulas lose digits, hence the metre.
        expect(Math.abs(distanceMeters(a, b) - expected)).toBeLessThan(1)
      }),
    )
  })

  it('is symmetric, zero at home, and no detour is shorter', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyPlace, (a, b, c) => {
        expect(distanceMeters(a, a)).toBe(0)
        expect(distanceMeters(a, b)).toBeCloseTo(distanceMeters(b, a), 6)
        expect(distanceMeters(a, c)).toBeLessThanOrEqual(distanceMeters(a, b) + distanceMeters(b, c) + 1)
      }),
    )
  })
})
