import fc from 'fast-check'
import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import { fromWgs84, toWgs84 } from './datum.ts'
import { distanceMeters } from './distance.ts'

describe('toWgs84', () => {
  it('leaves WGS-84 as it is', () => {
    const point = { lng: 121.4737, lat: 31.2304 }
    expect(toWgs84(point, 'wgs84')).toBe(point)
  })

  it('moves a GCJ-02 point of Shanghai by about half a kilometre to the west', () => {
    const moved = toWgs84({ lng: 121.4782, lat: 31.2285 }, 'gcj02')
    expect(moved.lng).toBeCloseTo(121.4737, 3)
    expect(moved.lat).toBeCloseTo(31.2304, 3)
  })

  it('finds the place again from what gcoord made of it, within a metre', () => {
    const inShanghai = fc.record({
      lng: fc.double({ min: 120.9, max: 122, noNaN: true }),
      lat: fc.double({ min: 30.7, max: 31.8, noNaN: true }),
    })
    fc.assert(
      fc.property(inShanghai, (place) => {
        const gcj = gcoord.transform([place.lng, place.lat], gcoord.WGS84, gcoord.GCJ02)
        const bd = gcoord.transform([place.lng, place.lat], gcoord.WGS84, gcoord.BD09)
        expect(distanceMeters(toWgs84({ lng: gcj[0], lat: gcj[1] }, 'gcj02'), place)).toBeLessThan(1)
        expect(distanceMeters(toWgs84({ lng: bd[0], lat: bd[1] }, 'bd09'), place)).toBeLessThan(1)
      }),
    )
  })

  it('changes nothing outside China', () => {
    expect(toWgs84({ lng: -71.06, lat: 42.36 }, 'gcj02')).toEqual({ lng: -71.06, lat: 42.36 })
  })
})

describe('fromWgs84', () => {
  it('is undone by toWgs84, within a metre', () => {
    const place = { lng: 121.4737, lat: 31.2304 }
    for (const datum of ['gcj02', 'bd09'] as const) {
      expect(distanceMeters(fromWgs84(place, datum), place)).toBeGreaterThan(300)
      expect(distanceMeters(toWgs84(fromWgs84(place, datum), datum), place)).toBeLessThan(1)
    }
    expect(fromWgs84(place, 'wgs84')).toBe(place)
  })
})
