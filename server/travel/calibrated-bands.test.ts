import { describe, expect, it } from 'vitest'
import type { FinishedTrip } from '#db/trip.ts'
import { defaultTravelBands, type TravelBands } from '#geo/travel-estimate.ts'
import { calibrateRegions, keepBandsCalibrated } from './calibrated-bands.ts'

/** Forty drives of three kilometres at a straight-line speed. */
const drives = (boardId: string, district: string | null, kmPerHour: number): FinishedTrip[] =>
  Array.from({ length: 40 }, () => ({
    boardId,
    district,
    meters: 3_000,
    seconds: defaultTravelBands.parkingSeconds + (3_000 * 3.6) / kmPerHour,
  }))

const roadSpeed = (bands: TravelBands | undefined) => Math.round((bands?.bands[1]?.kmPerHour ?? 0) * 10) / 10

describe('calibrateRegions', () => {
  it('gives a district its own speed, and what it does not know its board’s', () => {
    const regions = calibrateRegions([
      ...drives('shanghai', '黄浦区', 10),
      ...drives('shanghai', null, 20),
      ...drives('shanghai', '青浦区', 20),
      ...drives('shanghai', '崇明区', 30).slice(0, 5),
    ])
    expect(roadSpeed(regions.get('shanghai 黄浦区'))).toBe(14.5)
    expect(roadSpeed(regions.get('shanghai 青浦区'))).toBe(29)
    expect(roadSpeed(regions.get('shanghai 崇明区'))).toBe(roadSpeed(regions.get('shanghai ')))
    expect(regions.get('boston ')).toBeUndefined()
  })
})

describe('keepBandsCalibrated', () => {
  const log = { error: () => undefined }

  it('answers the nearest that is known: district, board, default', async () => {
    const kept = keepBandsCalibrated({
      findTrips: () =>
        Promise.resolve([...drives('shanghai', '黄浦区', 10), ...drives('shanghai', null, 10)]),
      now: () => 0,
      log,
    })
    expect(kept.bandsOf('shanghai', '黄浦区')).toBe(defaultTravelBands)
    await kept.close()
    expect(roadSpeed(kept.bandsOf('shanghai', '黄浦区'))).toBe(14.5)
    expect(roadSpeed(kept.bandsOf('shanghai', '浦东新区'))).toBe(14.5)
    expect(kept.bandsOf('boston', null)).toBe(defaultTravelBands)
  })

  it('goes on with what it has when the trips cannot be read', async () => {
    const errors: string[] = []
    const kept = keepBandsCalibrated({
      findTrips: () => Promise.reject(new Error('the database is away')),
      now: () => 0,
      log: { error: (_: unknown, text?: string) => errors.push(text ?? '') },
    })
    await kept.close()
    expect(errors).toEqual(['travel times could not be calibrated; the last ones stay'])
    expect(kept.bandsOf('shanghai', null)).toBe(defaultTravelBands)
  })
})
