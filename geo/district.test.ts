import { booleanPointInPolygon } from '@turf/turf'
import fc from 'fast-check'
import type { MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { findDistrict } from './district.ts'

const square = (west: number, south: number, size: number): Polygon['coordinates'] => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
]

const mainland: Polygon = { type: 'Polygon', coordinates: square(0, 0, 10) }
const triangle: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [10, 0],
      [20, 0],
      [20, 10],
      [10, 0],
    ],
  ],
}
const islands: MultiPolygon = { type: 'MultiPolygon', coordinates: [square(30, 0, 2), square(40, 8, 2)] }
const regions = [
  { name: 'mainland', outline: mainland },
  { name: 'triangle', outline: triangle },
  { name: 'islands', outline: islands },
]

describe('findDistrict', () => {
  it('finds the region around a point, islands included', () => {
    expect(findDistrict(regions, { lng: 5, lat: 5 })?.name).toBe('mainland')
    expect(findDistrict(regions, { lng: 19, lat: 2 })?.name).toBe('triangle')
    expect(findDistrict(regions, { lng: 41, lat: 9 })?.name).toBe('islands')
  })

  it('is null in the sea, also inside the box of an outline', () => {
    expect(findDistrict(regions, { lng: 11, lat: 9 })).toBeNull()
    expect(findDistrict(regions, { lng: 35, lat: 5 })).toBeNull()
    expect(findDistrict([], { lng: 5, lat: 5 })).toBeNull()
  })

  it('answers as the plain search without boxes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 43, noNaN: true }),
        fc.double({ min: -1, max: 11, noNaN: true }),
        (lng, lat) => {
          const plain = regions.find(({ outline }) => booleanPointInPolygon([lng, lat], outline)) ?? null
          expect(findDistrict(regions, { lng, lat })).toBe(plain)
        },
      ),
    )
  })
})
