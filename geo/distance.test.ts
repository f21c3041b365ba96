import { distance as turfDistance } from '@turf/turf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat } from './coordinate.ts'
import { cosOfLat, distanceMeters, leastMetersApart } from './distance.ts'

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

describe('leastMetersApart', () => {
  const gapsOf = (a: LngLat, b: LngLat) => {
    const turn = Math.abs(a.lng - b.lng)
    return [Math.abs(a.lat - b.lat), Math.min(turn, 360 - turn), cosOfLat(a.lat), cosOfLat(b.lat)] as const
  }
  const share = fc.constantFrom(0, 0.5, 0.999, 1)
  const somewhere = fc.oneof(
    anyPlace,
    fc.record({ lng: fc.constantFrom(-180, -179.9, 0, 180), lat: fc.constantFrom(-90, -89.9, 0, 90) }),
  )
  /** Opposite places, the same place, and a hair beside each. */
  const pair = fc
    .record({
      a: somewhere,
      b: somewhere,
      kind: fc.constantFrom('any', 'same', 'opposite'),
      by: fc.constantFrom(0, 1e-9, 1e-6),
    })
    .map(({ a, b, kind, by }) => {
      if (kind === 'any') return { a, b }
      if (kind === 'same') return { a, b: { lng: a.lng, lat: Math.max(-90, a.lat - by) } }
      return { a, b: { lng: a.lng > 0 ? a.lng - 180 : a.lng + 180, lat: Math.max(-90, -a.lat - by) } }
    })

  it('is never more than the distance, also by a rounding', () => {
    fc.assert(
      fc.property(pair, share, share, share, ({ a, b }, lessLat, lessLng, lessCos) => {
        const [gapLat, gapLng, cosA, cosB] = gapsOf(a, b)
        const least = leastMetersApart(gapLat * lessLat, gapLng * lessLng, cosA, cosB * lessCos)
        expect(least).toBeLessThanOrEqual(distanceMeters(a, b))
      }),
      { numRuns: 5_000 },
    )
  })

  it('is close to the distance where one drives', () => {
    const a = { lng: 121.47, lat: 31.23 }
    const b = { lng: 120.6, lat: 31.3 }
    expect(leastMetersApart(...gapsOf(a, b)) / distanceMeters(a, b)).toBeGreaterThan(0.999_9)
  })
})
