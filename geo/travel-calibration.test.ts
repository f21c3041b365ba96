import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrateBands, type TripSample } from './travel-calibration.ts'
import { defaultTravelBands, estimateTravelSeconds } from './travel-estimate.ts'

const parking = defaultTravelBands.parkingSeconds

/** Trips of this length at about this straight-line speed: evenly from 10 % slower to 10 % faster. */
const tripsOf = (meters: number, kmPerHour: number, count = 60): TripSample[] =>
  Array.from({ length: count }, (_, index) => {
    const wobble = 0.9 + (0.2 * index) / Math.max(1, count - 1)
    return { meters, seconds: parking + (meters * 3.6 * wobble) / kmPerHour }
  })

const speeds = (trips: readonly TripSample[]) =>
  calibrateBands(trips, defaultTravelBands).bands.map(({ kmPerHour }) => Math.round(kmPerHour * 10) / 10)

const given = [22, 30, 36, 42]

describe('calibrateBands', () => {
  it('leaves everything as it was without trips, and with too few', () => {
    expect(speeds([])).toEqual(given)
    expect(speeds(tripsOf(3_000, 10, 29))).toEqual(given)
  })

  it('takes the speed that the trips of a band show', () => {
    // 16 km/h straight on a road 1.45 times as long are 23.2 km/h.
    expect(speeds(tripsOf(3_000, 16))).toEqual([22, 23.2, 36, 42])
  })

  it('is not moved by those who forgot to say "arrived" or said it at once', () => {
    const careless: TripSample[] = [
      ...Array.from({ length: 12 }, () => ({ meters: 3_000, seconds: 7 * 3_600 })),
      ...Array.from({ length: 12 }, () => ({ meters: 3_000, seconds: 3_600 })),
      ...Array.from({ length: 5 }, () => ({ meters: 3_000, seconds: 2 })),
      { meters: 3_000, seconds: 0 },
      { meters: 3_000, seconds: -50 },
      { meters: Number.NaN, seconds: 900 },
      { meters: 40, seconds: 600 },
    ]
    expect(speeds([...tripsOf(3_000, 16), ...careless])).toEqual([22, 23.2, 36, 42])
  })

  it('keeps a band as slow as the nearer one before it', () => {
    const travel = calibrateBands(tripsOf(8_000, 4), defaultTravelBands)
    const [, , near, far] = travel.bands
    if (!near || !far) throw new Error('there are four bands')
    const at = (meters: number) => estimateTravelSeconds(meters, travel)
    expect(near.kmPerHour).toBeCloseTo(4 * 1.35, 6)
    expect(at(far.middleMeters)).toBeCloseTo(at(near.middleMeters), 6)
    expect(far.kmPerHour).toBeCloseTo((16 / 7) * 4 * far.circuity, 6)
  })

  it('answers usable bands that never fall with distance, whatever the trips are', () => {
    const anyTrip = fc.record({
      meters: fc.oneof(fc.double({ min: 0, max: 60_000 }), fc.double()),
      seconds: fc.oneof(fc.integer({ min: -100, max: 20_000 }), fc.double()),
    })
    fc.assert(
      fc.property(
        fc.array(anyTrip, { maxLength: 300 }),
        fc.double({ min: 300, max: 60_000, noNaN: true }),
        fc.double({ min: 3, max: 100, noNaN: true }),
        (trips, meters, kmPerHour) => {
          const travel = calibrateBands([...trips, ...tripsOf(meters, kmPerHour)], defaultTravelBands)
          for (const band of travel.bands) {
            expect(band.kmPerHour).toBeGreaterThan(0)
            expect(Number.isFinite(band.kmPerHour)).toBe(true)
          }
          for (let at = 0; at < 40_000; at += 500)
            expect(estimateTravelSeconds(at + 500, travel)).toBeGreaterThanOrEqual(
              estimateTravelSeconds(at, travel) - 1e-6,
            )
        },
      ),
    )
  })
})
