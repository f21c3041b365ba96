import { describe, expect, it } from 'vitest'
import { isPossibleCoordinate } from './coordinate.ts'

describe('isPossibleCoordinate', () => {
  it('accepts the whole Earth including its edges', () => {
    expect(isPossibleCoordinate({ lng: 121.47, lat: 31.23 })).toBe(true)
    expect(isPossibleCoordinate({ lng: -180, lat: 90 })).toBe(true)
    expect(isPossibleCoordinate({ lng: 180, lat: -90 })).toBe(true)
  })

  it('refuses swapped axes of a Chinese place, and what is no number', () => {
    expect(isPossibleCoordinate({ lng: 31.23, lat: 121.47 })).toBe(false)
    expect(isPossibleCoordinate({ lng: 180.0001, lat: 0 })).toBe(false)
    expect(isPossibleCoordinate({ lng: Number.NaN, lat: 0 })).toBe(false)
    expect(isPossibleCoordinate({ lng: 0, lat: Number.POSITIVE_INFINITY })).toBe(false)
  })
})
