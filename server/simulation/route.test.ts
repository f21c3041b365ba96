import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#geo/distance.ts'
import { createRoute, headingOnRoute, placeNear, placeOnRoute } from './route.ts'

const from = { lng: 121.4, lat: 31.2 }
const to = { lng: 121.5, lat: 31.2 }

describe('a route', () => {
  it('leads from one end to the other, a little longer than the straight line', () => {
    const route = createRoute(from, to, () => 0.9)
    expect(distanceMeters(placeOnRoute(route, 0), from)).toBeLessThan(0.01)
    expect(distanceMeters(placeOnRoute(route, 1), to)).toBeLessThan(0.01)
    expect(route.meters).toBeGreaterThan(distanceMeters(from, to))
  })

  it('bends to either side and stays near the line', () => {
    const middle = { lng: 121.45, lat: 31.2 }
    for (const chance of [0, 0.5, 1]) {
      const aside = distanceMeters(
        placeOnRoute(
          createRoute(from, to, () => chance),
          0.5,
        ),
        middle,
      )
      expect(aside).toBeLessThan(distanceMeters(from, to) / 10)
    }
    const north = placeOnRoute(
      createRoute(from, to, () => 1),
      0.5,
    ).lat
    const south = placeOnRoute(
      createRoute(from, to, () => 0),
      0.5,
    ).lat
    expect(north).toBeGreaterThan(south)
  })

  it.each([
    [to, 90],
    [{ lng: 121.3, lat: 31.2 }, 270],
    [{ lng: 121.4, lat: 31.3 }, 0],
    [{ lng: 121.4, lat: 31.1 }, 180],
  ])('heads the way it leads', (goal, degrees) => {
    const heading = headingOnRoute(
      createRoute(from, goal, () => 0.5),
      0.3,
    )
    expect(Math.abs(heading - degrees) % 360).toBeCloseTo(0)
  })
})

it('finds places near another in every direction and no further than asked', () => {
  for (let step = 0; step < 100; step += 1) {
    const chances = [step / 100, ((step * 7) % 100) / 100]
    const place = placeNear(from, 900, () => chances.shift() ?? 0)
    expect(distanceMeters(from, place)).toBeLessThanOrEqual(905)
  }
})
