import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LngLat } from './coordinate.ts'
import { distanceMeters } from './distance.ts'
import {
  boundsOfTile,
  countTilesInBounds,
  dequantiseInTile,
  quantiseInTile,
  tileFromKey,
  tileKey,
  tileOf,
  tilesInBounds,
} from './tile.ts'

const anyPlace = fc.record<LngLat>({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
})

describe('tiles', () => {
  it('numbers them as every slippy map does', () => {
    expect(tileOf({ lng: 121.4737, lat: 31.2304 })).toEqual({ x: 13720, y: 6694 })
    expect(tileOf({ lng: -180, lat: 85.06 })).toEqual({ x: 0, y: 0 })
    expect(tileOf({ lng: 180, lat: -90 })).toEqual({ x: 16383, y: 16383 })
  })

  it('gives every tile its own integer and finds it again', () => {
    const anyIndex = fc.integer({ min: 0, max: 16383 })
    fc.assert(
      fc.property(anyIndex, anyIndex, (x, y) => {
        expect(tileFromKey(tileKey({ x, y }))).toEqual({ x, y })
      }),
    )
    expect(tileKey({ x: 16383, y: 16383 })).toBe(2 ** 28 - 1)
  })

  it('holds each place inside the bounds of its tile', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const { west, south, east, north } = boundsOfTile(tileOf(place))
        expect(place.lng).toBeGreaterThanOrEqual(west - 1e-9)
        expect(place.lng).toBeLessThanOrEqual(east + 1e-9)
        expect(place.lat).toBeGreaterThanOrEqual(south - 1e-9)
        expect(place.lat).toBeLessThanOrEqual(north + 1e-9)
      }),
    )
  })
})

describe('tilesInBounds', () => {
  it('lists the tile of every place inside the bounds, each once, also over the antimeridian', () => {
    fc.assert(
      fc.property(
        anyPlace,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (corner, width, height, partX, partY) => {
          const east = corner.lng + width
          const bounds = {
            west: corner.lng,
            south: corner.lat - height,
            east: east > 180 ? east - 360 : east,
            north: corner.lat,
          }
          const keys = tilesInBounds(bounds)
          const lng = corner.lng + width * partX
          const inside = { lng: lng > 180 ? lng - 360 : lng, lat: corner.lat - height * partY }
          expect(keys).toContain(tileKey(tileOf(inside)))
          expect(new Set(keys).size).toBe(keys.length)
          expect(keys).toHaveLength(countTilesInBounds(bounds))
        },
      ),
    )
  })

  it('crosses the antimeridian with a few tiles, not around the world', () => {
    const over = tilesInBounds({ west: 179.99, south: 0.01, east: -179.99, north: 0.02 })
    expect(over.map((key) => tileFromKey(key).x)).toEqual([16383, 0])
    const unwrapped = tilesInBounds({ west: 179.99, south: 0.01, east: 180.01, north: 0.02 })
    expect(unwrapped).toEqual(over)
    const pannedOnce = tilesInBounds({ west: -180.01, south: 0.01, east: -179.99, north: 0.02 })
    expect(pannedOnce).toEqual(over)
  })

  it('counts the world without listing it', () => {
    expect(countTilesInBounds({ west: -180, south: -90, east: 180, north: 90 })).toBe(2 ** 28)
    expect(countTilesInBounds({ west: -400, south: -90, east: 400, north: 90 })).toBe(2 ** 28)
  })

  it('is empty for bounds that are upside down', () => {
    expect(tilesInBounds({ west: 0, south: 10, east: 1, north: 0 })).toEqual([])
  })
})

describe('quantiseInTile', () => {
  it('keeps a place to within a quarter of a metre, in 16 bits, inside its own tile', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const tile = tileOf(place)
        const offset = quantiseInTile(place, tile)
        for (const part of [offset.u, offset.v]) {
          expect(Number.isInteger(part)).toBe(true)
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(65_535)
        }
        const again = dequantiseInTile(offset, tile)
        expect(distanceMeters(place, again)).toBeLessThan(0.25)
        expect(tileOf(again)).toEqual(tile)
        expect(quantiseInTile(again, tile)).toEqual(offset)
      }),
    )
  })
})
