import { beforeEach, describe, expect, it } from 'vitest'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { defaultTravelBands, estimateTravelSeconds } from '#geo/travel-estimate.ts'
import { roadSeconds, startTravelEngine, type TravelEngine } from '#tests/support/travel-engine.ts'
import { createOsrm } from './osrm.ts'
import { createRefinedTravel, type RefinedTravel } from './refined-travel.ts'

const ticket: LngLat = { lng: 121.47, lat: 31.23 }
const near: LngLat = { lng: 121.48, lat: 31.24 }
const far: LngLat = { lng: 121.6, lat: 31.3 }

const slowTown = {
  ...defaultTravelBands,
  bands: defaultTravelBands.bands.map((band) => ({ ...band, kmPerHour: band.kmPerHour / 2 })),
}

let engine: TravelEngine
let travel: RefinedTravel
let changes: string[]
let now = 0

beforeEach(async () => {
  engine = await startTravelEngine('osrm')
  changes = []
  now = 1_000_000
  travel = createRefinedTravel({
    provider: createOsrm({ url: engine.url, datum: 'wgs84' }),
    budgetMs: 2_000,
    now: () => now,
    onBreakerChange: ({ state }, failure) => changes.push(`${state} ${failure?.name ?? ''}`.trim()),
  })
  return () => engine.close()
})

const find = (from: LngLat[] = [near, far], by = travel) =>
  by.findTravel({ from, to: [{ place: ticket, bands: slowTown }], profile: 'car', departAt: now })

const estimated = (from: LngLat, reason: object) => ({
  source: 'estimate',
  seconds: estimateTravelSeconds(distanceMeters(from, ticket), slowTown),
  reason,
})

describe('refined travel', () => {
  it('answers by road when the engine does', async () => {
    const [first, second] = await find()
    expect(first).toMatchObject({ source: 'road' })
    expect(first?.seconds).toBeCloseTo(roadSeconds(near, ticket), 0)
    expect(second?.seconds).toBeCloseTo(roadSeconds(far, ticket), 0)
  })

  it('estimates with the bands of the region when there is no engine', async () => {
    const alone = createRefinedTravel({ provider: null, budgetMs: 150, now: () => now })
    expect(await find([near, far], alone)).toEqual([
      estimated(near, { name: 'no-engine' }),
      estimated(far, { name: 'no-engine' }),
    ])
    expect(alone.status()).toEqual({ engine: null })
  })

  it('asks only for what it has not heard in this hour', async () => {
    await find([near])
    await find([near, far])
    await find([near, far])
    expect(engine.questions.map(({ from }) => from.length)).toEqual([1, 1])
    expect(travel.status()).toMatchObject({ engine: 'osrm', cached: 2, breaker: { state: 'closed' } })
  })

  it('asks nothing for nobody', async () => {
    expect(await find([])).toEqual([])
    expect(engine.questions).toEqual([])
  })

  it('estimates where there is no way, remembers that, and says so', async () => {
    engine.answerWith('no-way')
    const answer = await find()
    expect(answer[0]).toEqual(estimated(near, { name: 'no-way' }))
    expect(answer[1]).toMatchObject({ source: 'road' })
    engine.answerWith('right')
    expect((await find())[0]).toEqual(estimated(near, { name: 'no-way' }))
    expect(engine.questions).toHaveLength(1)
  })

  it('does not wait beyond its budget', async () => {
    const hasty = createRefinedTravel({
      provider: createOsrm({ url: engine.url, datum: 'wgs84' }),
      budgetMs: 40,
      now: () => now,
    })
    for (const mode of ['never', 'half'] as const) {
      engine.answerWith(mode)
      expect(await find([near], hasty)).toEqual([estimated(near, { name: 'timed-out' })])
    }
    expect(hasty.status()).toMatchObject({ lastFailure: { name: 'timed-out', at: now }, cached: 0 })
  })

  it('leaves a failing engine alone, tries it again later, and says both once', async () => {
    engine.answerWith('failing')
    for (let count = 0; count < 3; count += 1)
      expect(await find()).toMatchObject([{ reason: { name: 'http-status', status: 500 } }, {}])
    expect(await find()).toEqual([
      estimated(near, { name: 'engine-paused' }),
      estimated(far, { name: 'engine-paused' }),
    ])
    expect(engine.questions).toHaveLength(3)
    expect(travel.status()).toMatchObject({
      breaker: { state: 'open', until: now + 10_000 },
      lastFailure: { name: 'http-status', at: now },
    })
    now += 10_000
    expect(await find()).toMatchObject([{ reason: { name: 'http-status' } }, {}])
    expect(travel.status()).toMatchObject({ breaker: { state: 'open', until: now + 20_000 } })
    now += 20_000
    engine.answerWith('right')
    expect(await find()).toMatchObject([{ source: 'road' }, { source: 'road' }])
    expect(travel.status()).toMatchObject({ breaker: { state: 'closed' } })
    expect(changes).toEqual(['open http-status', 'closed'])
  })

  it('still answers what it knows while the engine is left alone', async () => {
    await find([near])
    await engine.close()
    for (let count = 0; count < 4; count += 1) await find([far])
    expect(await find()).toMatchObject([{ source: 'road' }, { reason: { name: 'engine-paused' } }])
  })

  it('does not give up an engine that says no', async () => {
    engine.answerWith('refusing')
    for (let count = 0; count < 5; count += 1)
      expect(await find()).toMatchObject([{ reason: { name: 'refused', code: 'NoSegment' } }, {}])
    expect(engine.questions).toHaveLength(5)
    expect(travel.status()).toMatchObject({ breaker: { state: 'closed' } })
  })
})
