import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultTravelBands, estimateTravelSeconds, type TravelBands } from './travel-estimate.ts'

const minutes = (meters: number, bands: TravelBands = defaultTravelBands) =>
  estimateTravelSeconds(meters, bands) / 60

/** Any bands that somebody may configure or measure, also such whose figures contradict each other. */
const anyBands: fc.Arbitrary<TravelBands> = fc.record({
  parkingSeconds: fc.integer({ min: 0, max: 900 }),
  bands: fc
    .array(
      fc.record({
        width: fc.integer({ min: 200, max: 20_000 }),
        circuity: fc.double({ min: 1, max: 4, noNaN: true }),
        kmPerHour: fc.double({ min: 3, max: 120, noNaN: true }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((given) => {
      let fromMeters = 0
      return given.map(({ width, circuity, kmPerHour }) => {
        const band = { fromMeters, middleMeters: fromMeters + width / 2, circuity, kmPerHour }
        fromMeters += width
        return band
      })
    }),
})

describe('estimateTravelSeconds', () => {
  it('is parking alone at the door', () => {
    expect(minutes(0)).toBe(3)
  })

  it('takes the figures of a band at its middle', () => {
    // 3.2 km · 1.45 = 4.64 km at 30 km/h = 9.28 min.
    expect(minutes(3_200)).toBeCloseTo(3 + 9.28, 9)
    expect(minutes(16_000)).toBeCloseTo(3 + (16 * 1.3 * 60) / 42, 9)
  })

  it('goes on at the pace of the last band', () => {
    expect(minutes(80_000)).toBeCloseTo(3 + (80 * 1.3 * 60) / 42, 9)
  })

  it('rises with every metre up to 60 km, over the borders of the bands too', () => {
    let before = estimateTravelSeconds(0, defaultTravelBands)
    for (let meters = 1; meters <= 60_000; meters += 1) {
      const seconds = estimateTravelSeconds(meters, defaultTravelBands)
      if (seconds <= before) expect.fail(`${meters} m take ${seconds} s, a metre less ${before} s`)
      before = seconds
    }
  })

  it('never falls with distance and never jumps, whatever the bands say', () => {
    fc.assert(
      fc.property(anyBands, fc.double({ min: 0, max: 200_000, noNaN: true }), (bands, meters) => {
        const here = estimateTravelSeconds(meters, bands)
        const further = estimateTravelSeconds(meters + 1, bands)
        expect(further).toBeGreaterThanOrEqual(here - 1e-6)
        // The slowest pace that can be given is 4.8 s per metre; filling up to a slow neighbour is the steepest rise.
        const steepest = Math.max(
          ...bands.bands.map(({ middleMeters, circuity, kmPerHour }, index) => {
            const step = middleMeters - (bands.bands[index - 1]?.middleMeters ?? 0)
            return (middleMeters * circuity * 3.6) / kmPerHour / step
          }),
        )
        expect(further - here).toBeLessThanOrEqual(steepest + 1e-6)
      }),
    )
  })
})
