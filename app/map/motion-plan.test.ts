import { describe, expect, it } from 'vitest'
import type { MapPosition, Positions } from './map-view.ts'
import { pixelsPerDegree, placeAlong, planMotion, type Camera } from './motion-plan.ts'

const at = (lng: number, lat = 0): MapPosition => ({ lng, lat, headingDegrees: null, ageSeconds: 0 })
const people = (...lngs: number[]): Positions => new Map(lngs.map((lng, index) => [`e${index}`, at(lng)]))
/** A hundred pixels are one degree. */
const camera: Camera = { pixelsPerDegree: 100, bounds: { west: -10, south: -10, east: 10, north: 10 } }

describe('what must move on the map', () => {
  it('is nothing while nobody has gone a pixel', () => {
    expect(planMotion(people(1, 2), people(1.005, 2), camera, true)).toEqual({
      gliders: [],
      urgent: false,
      visible: false,
    })
  })

  it('is nothing while all that move are out of view', () => {
    expect(planMotion(people(20), people(21), camera, true).visible).toBe(false)
  })

  it('glides over a short way, and jumps over one that cannot be seen or is no driving', () => {
    const plan = planMotion(people(1, 1, 1), people(1.1, 1.02, 6), camera, true)
    expect(plan).toEqual({ gliders: ['e0'], urgent: true, visible: true })
  })

  it('does not glide where motion is not wanted, nor with more people than anybody could follow', () => {
    expect(planMotion(people(1), people(1.1), camera, false).gliders).toEqual([])
    const crowd = Array.from({ length: 101 }, () => 1)
    expect(planMotion(people(...crowd), people(...crowd.map(() => 1.1)), camera, true).gliders).toEqual([])
  })

  it('shows at once whoever comes or goes', () => {
    expect(planMotion(people(1), people(1, 2), camera, true)).toMatchObject({ urgent: true, visible: true })
    expect(planMotion(people(1, 2), people(1), camera, true).visible).toBe(true)
  })

  it('counts a degree of latitude as longer the further north it is', () => {
    const north = (lat: number): Positions => new Map([['e0', at(0, lat)]])
    const far: Camera = { pixelsPerDegree: 100, bounds: { west: -10, south: -90, east: 10, north: 90 } }
    expect(planMotion(north(60), north(60.006), far, true).visible).toBe(true)
    expect(planMotion(north(0), north(0.006), far, true).visible).toBe(false)
  })
})

describe('placeAlong', () => {
  it('lies on the way, and never before its start or behind its end', () => {
    expect([-1, 0, 0.5, 1, 2].map((share) => placeAlong(at(1), at(2), share).lng)).toEqual([1, 1, 1.5, 2, 2])
  })
})

it('a degree is the 360th part of a tile at zoom 0, and twice as long with each further zoom', () => {
  expect(pixelsPerDegree(0) * 360).toBe(512)
  expect(pixelsPerDegree(4)).toBe(2 * pixelsPerDegree(3))
})
