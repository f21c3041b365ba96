import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LngLat } from '#geo/coordinate.ts'
import { toWgs84 } from '#geo/datum.ts'
import { distanceMeters } from '#geo/distance.ts'
import {
  roadMeters,
  roadSeconds,
  startTravelEngine,
  type EngineMode,
  type TravelEngine,
} from '#tests/support/travel-engine.ts'
import { askProvider } from './ask-provider.ts'
import { createOsrm } from './osrm.ts'
import type { MatrixQuery } from './travel-provider.ts'
import { createValhalla } from './valhalla.ts'

/** Places along a line through Shanghai, half a kilometre apart. */
const places = (count: number, lat = 31.23): LngLat[] =>
  Array.from({ length: count }, (_, index) => ({ lng: 121.4 + index * 0.005, lat }))

const ask = (given: Partial<MatrixQuery> = {}): MatrixQuery => ({
  from: places(3),
  to: places(2, 31.3),
  profile: 'car',
  departAt: 0,
  signal: AbortSignal.timeout(10_000),
  ...given,
})

describe.each([
  {
    kind: 'osrm' as const,
    create: createOsrm,
    refusal: 'NoSegment',
    car: '/table/v1/car',
    foot: '/table/v1/foot',
  },
  { kind: 'valhalla' as const, create: createValhalla, refusal: '171', car: 'auto', foot: 'pedestrian' },
])('$kind', ({ kind, create, refusal, car, foot }) => {
  let engine: TravelEngine
  beforeAll(async () => {
    engine = await startTravelEngine(kind)
    return () => engine.close()
  })
  beforeEach(() => {
    engine.answerWith('right')
    engine.questions.length = 0
  })
  const provider = () => create({ url: engine.url, datum: 'wgs84' })

  it('answers seconds and metres of every pair, row by row', async () => {
    const query = ask()
    const answer = await askProvider(provider(), query)
    if (!answer.ok) expect.fail(JSON.stringify(answer))
    query.from.forEach((from, i) => {
      query.to.forEach((to, j) => {
        expect(answer.matrix.seconds[i * 2 + j]).toBeCloseTo(roadSeconds(from, to), 0)
        expect(answer.matrix.meters[i * 2 + j]).toBeCloseTo(roadMeters(from, to), -1)
      })
    })
  })

  it('asks for the profile by the engine’s own name, and below the path of its address', async () => {
    await askProvider(provider(), ask())
    await askProvider(create({ url: `${engine.url}/`, datum: 'wgs84' }), ask({ profile: 'foot' }))
    expect(engine.questions.map(({ path }) => path)).toEqual([car, foot])
  })

  it('says NaN where there is no way, and only there', async () => {
    engine.answerWith('no-way')
    const answer = await askProvider(provider(), ask())
    if (!answer.ok) expect.fail(JSON.stringify(answer))
    expect([...answer.matrix.seconds].map(Number.isNaN)).toEqual([true, false, false, false, false, false])
    expect(answer.matrix.meters[0]).toBeNaN()
  })

  it('splits what is larger than the engine takes, and joins it again', async () => {
    const query = ask({ from: places(120), to: places(130, 31.3) })
    const answer = await askProvider(provider(), query)
    if (!answer.ok) expect.fail(JSON.stringify(answer))
    expect(engine.questions.length).toBeGreaterThan(6)
    query.from.forEach((from, i) => {
      query.to.forEach((to, j) => {
        const error = Math.abs((answer.matrix.seconds[i * 130 + j] ?? 0) - roadSeconds(from, to))
        if (!(error < 0.5)) expect.fail(`${i}, ${j}: off by ${error} s`)
      })
    })
  })

  it('converts to the engine’s datum once', async () => {
    const query = ask()
    await askProvider(create({ url: engine.url, datum: 'gcj02' }), query)
    const [from] = query.from
    const asked = engine.questions[0]?.from[0]
    if (!from || !asked) throw new Error('nothing was asked')
    expect(distanceMeters(asked, from)).toBeGreaterThan(300)
    expect(distanceMeters(toWgs84(asked, 'gcj02'), from)).toBeLessThan(1)
  })

  it.each<[EngineMode, object]>([
    ['failing', { name: 'http-status', status: 500 }],
    ['refusing', { name: 'refused', code: refusal }],
    ['not-json', { name: 'not-json' }],
    ['wrong-shape', { name: 'wrong-shape' }],
    ['negative', { name: 'wrong-shape' }],
    ['wrong-size', { name: 'wrong-size', detail: 'asked 3 × 2, got 2 × 2' }],
  ])('names what is wrong: %s', async (mode, failure) => {
    engine.answerWith(mode)
    expect(await askProvider(provider(), ask())).toMatchObject({ ok: false, failure })
  })

  it.each<EngineMode>(['never', 'half'])('does not wait longer than it is told: %s', async (mode) => {
    engine.answerWith(mode)
    const answer = await askProvider(provider(), ask({ signal: AbortSignal.timeout(60) }))
    expect(answer).toEqual({ ok: false, failure: { name: 'timed-out' } })
  })

  it('is unreachable when nobody listens', async () => {
    const gone = await startTravelEngine(kind)
    await gone.close()
    expect(await askProvider(create({ url: gone.url, datum: 'wgs84' }), ask())).toEqual({
      ok: false,
      failure: { name: 'unreachable', detail: 'ECONNREFUSED' },
    })
  })

  it('fails as a whole when one part fails', async () => {
    let asked = 0
    const answer = await askProvider(
      {
        ...provider(),
        matrix: (query) => {
          asked += 1
          engine.answerWith(asked > 4 ? 'failing' : 'right')
          return provider().matrix(query)
        },
      },
      ask({ from: places(120), to: places(130, 31.3) }),
    )
    expect(answer).toMatchObject({ ok: false, failure: { name: 'http-status' } })
  })
})

let foreign: TravelEngine
beforeAll(async () => {
  foreign = await startTravelEngine('valhalla')
})
afterAll(() => foreign.close())

it('is not fooled by another engine', async () => {
  const provider = createOsrm({ url: foreign.url, datum: 'wgs84' })
  expect(await askProvider(provider, ask())).toMatchObject({ ok: false, failure: { name: 'wrong-shape' } })
})
