import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#db/seed/seeded-random.ts'
import type { LngLat } from './coordinate.ts'
import { distanceMeters } from './distance.ts'
import { createRankingIndex, type Ranked, type RankingIndex, type RankingQuery } from './ranking-index.ts'

type Thing = { place: LngLat | null; rest: number; mask: number }

/** The same list the long way. */
function bruteForce(
  things: ReadonlyMap<number, Thing>,
  count: number,
  { from, needMask, score }: RankingQuery,
): Ranked[] {
  const list: Ranked[] = []
  for (const [slot, { place, mask }] of things) {
    if ((mask & needMask) !== needMask) continue
    const value = score(slot, from && place && distanceMeters(from, place))
    if (value !== null) list.push({ slot, score: value })
  }
  return list.sort((a, b) => b.score - a.score || a.slot - b.slot).slice(0, count)
}

type Curve = { name: string; grade: (meters: number | null) => number; isFalling: boolean }

const curves: readonly Curve[] = [
  { name: 'line', grade: (meters) => Math.max(0, 1 - (meters ?? 30_000) / 60_000), isFalling: true },
  { name: 'steps', grade: (meters) => (meters === null ? 0.5 : meters < 5_000 ? 1 : 0), isFalling: true },
  { name: 'far', grade: (meters) => 1 / (1 + (meters ?? 0) / 1e6), isFalling: true },
  { name: 'flat', grade: () => 0.7, isFalling: true },
  { name: 'band', grade: (meters) => (meters && meters > 2_000 && meters < 9_000 ? 1 : 0), isFalling: false },
  { name: 'rising', grade: (meters) => Math.min(1, (meters ?? 0) / 1e7), isFalling: false },
]

/**
 * Evenly spread, unlike `fc.double`, which gives mostly numbers next to zero: all would be in one cell.
 */
const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 100_000 }).map((step) => min + ((max - min) * step) / 100_000)

/** Few values besides, so that many scores are equal. */
const anyRest = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), between(-1, 1), fc.constant(-Infinity))
const anywhere = fc.record<LngLat>({ lng: between(-180, 180), lat: between(-90, 90) })
const townAt = (centre: LngLat) =>
  fc.record<LngLat>({ lng: between(-0.4, 0.4), lat: between(-0.3, 0.3) }).map(({ lng, lat }) => ({
    lng: ((centre.lng + lng + 540) % 360) - 180,
    lat: Math.max(-90, Math.min(90, centre.lat + lat)),
  }))
const worlds: readonly { name: string; place: fc.Arbitrary<LngLat> }[] = [
  { name: 'a town', place: townAt({ lng: 121.47, lat: 31.23 }) },
  { name: 'the antimeridian', place: townAt({ lng: 180, lat: -17 }) },
  { name: 'the north pole', place: fc.oneof(townAt({ lng: 0, lat: 90 }), townAt({ lng: 170, lat: 89.9 })) },
  { name: 'the south pole', place: fc.oneof(townAt({ lng: 0, lat: -90 }), townAt({ lng: 170, lat: -89.9 })) },
  { name: 'the corner of four cells', place: townAt({ lng: 0, lat: 0 }) },
  {
    name: 'few spots',
    place: fc.constantFrom(
      { lng: 8, lat: 47 },
      { lng: 8.01, lat: 47 },
      { lng: 180, lat: 90 },
      { lng: -180, lat: -90 },
    ),
  },
  { name: 'the whole Earth', place: anywhere },
]
const lists = 150

describe('createRankingIndex', () => {
  it.each(worlds)('answers as brute force does, always: $name', ({ place }) => {
    const put = fc.record({
      slot: fc.nat(299),
      place: fc.option(place, { freq: 9 }),
      rest: anyRest,
      mask: fc.nat(15),
    })
    const removal = fc.record({ slot: fc.nat(299) })
    const changes = fc.array(fc.oneof({ weight: 4, arbitrary: put }, { weight: 1, arbitrary: removal }), {
      maxLength: 600,
      size: 'max',
    })
    const question = fc.record({
      from: fc.option(place, { freq: 9 }),
      needMask: fc.oneof(fc.constant(0), fc.nat(15)),
      curve: fc.constantFrom(...curves),
      weight: fc.constantFrom(0, 0.05, 1, 100),
      forbidden: fc.nat(7),
      count: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(200)),
    })
    fc.assert(
      fc.property(changes, question, changes, question, (first, ask, then, askAgain) => {
        const index = createRankingIndex()
        const things = new Map<number, Thing>()
        for (const [batch, { curve, weight, forbidden, count, ...rest }] of [
          [first, ask],
          [then, askAgain],
        ] as const) {
          for (const change of batch)
            if ('rest' in change) {
              index.put(change.slot, change.place, change.rest, change.mask)
              things.set(change.slot, change)
            } else {
              index.remove(change.slot)
              things.delete(change.slot)
            }
          const query: RankingQuery = {
            ...rest,
            distanceScore: curve.isFalling ? (meters) => weight * curve.grade(meters) : null,
            // Another order of the sum than the index uses, and some that are worse than their bound.
            score: (slot, meters) =>
              slot % 8 === forbidden
                ? null
                : (things.get(slot)?.rest ?? NaN) + weight * curve.grade(meters) - (slot % 3 === 0 ? 0.1 : 0),
          }
          expect(index.top(count, query)).toEqual(bruteForce(things, count, query))
        }
      }),
      { numRuns: lists },
    )
  })

  it('adds and takes away a crowd at one spot', () => {
    const index = createRankingIndex()
    const things = new Map<number, Thing>()
    for (let slot = 0; slot < 2_000; slot += 1) {
      const thing = { place: { lng: 2.35, lat: 48.85 }, rest: slot % 7, mask: 1 << (slot % 5) }
      things.set(slot, thing)
      index.put(slot, thing.place, thing.rest, thing.mask)
    }
    for (let slot = 1_999; slot >= 0; slot -= 1) {
      if (slot % 100 === 0) expectSame(index, things, fromSlots(things))
      index.remove(slot)
      things.delete(slot)
    }
    expect(index.top(5, fromSlots(things))).toEqual([])
  })

  it('follows a fleet that gathers, scatters, leaves and comes back', () => {
    const random = seededRandom(7)
    const index = createRankingIndex()
    const things = new Map<number, Thing>()
    const atHome = () => ({ lng: 2.2 + random() / 3, lat: 48.7 + random() / 3 })
    const phases: ((slot: number) => LngLat | 'gone')[] = [
      atHome,
      () => ({ lng: 2.3 + random() / 1e4, lat: 48.8 + random() / 1e4 }),
      (slot) => (slot % 10 === 0 ? atHome() : 'gone'),
      atHome,
      () => ({ lng: 360 * random() - 180, lat: 180 * random() - 90 }),
      (slot) => (slot % 3 === 0 ? 'gone' : atHome()),
    ]
    for (const placeOf of [...phases, ...phases]) {
      for (let slot = 0; slot < 2_000; slot += 1) {
        const place = placeOf(slot)
        if (place === 'gone') {
          index.remove(slot)
          things.delete(slot)
        } else {
          const thing = { place, rest: 5_000 * random(), mask: Math.floor(8 * random()) }
          index.put(slot, place, thing.rest, thing.mask)
          things.set(slot, thing)
        }
        if (slot % 100 === 0) expectSame(index, things, fromSlots(things))
      }
      expectSame(index, things, fromSlots(things))
    }
  })

  it('looks at few cells and things where the nearest are the best', () => {
    const index = createRankingIndex()
    for (let slot = 0; slot < 10_000; slot += 1) index.put(slot, onRaster(slot), 1e9, 0)
    // What was once worth more than any distance is forgotten.
    for (let slot = 0; slot < 10_000; slot += 1) index.put(slot, onRaster(slot), 0, 0)
    const looks = { cells: 0, things: 0 }
    index.top(10, {
      from: { lng: 0.5, lat: 0.5 },
      needMask: 0,
      distanceScore: (meters) => {
        looks.cells += 1
        return -(meters ?? 0)
      },
      score: (_slot, meters) => {
        looks.things += 1
        return -(meters ?? 0)
      },
    })
    expect(looks.things).toBeLessThan(100)
    expect(looks.cells).toBeLessThan(100)
  })

  it('does not open a cell in which nothing has the bits', () => {
    const index = createRankingIndex()
    for (let slot = 0; slot < 1_000; slot += 1)
      index.put(slot, { lng: slot / 1_000, lat: 0 }, 0, slot === 777 ? 6 : slot % 2 === 0 ? 2 : 4)
    const looked: number[] = []
    const query: RankingQuery = {
      from: { lng: 0, lat: 0 },
      needMask: 6,
      distanceScore: () => 1,
      score: (slot) => {
        looked.push(slot)
        return 1
      },
    }
    expect(index.top(3, query)).toEqual([{ slot: 777, score: 1 }])
    expect(looked).toEqual([777])
  })

  it('knows all 32 bits', () => {
    const index = createRankingIndex()
    index.put(0, { lng: 0, lat: 0 }, 0, 2 ** 31 + 1)
    index.put(1, { lng: 0, lat: 0 }, 0, 1)
    const query = { from: null, distanceScore: () => 0, score: () => 0 }
    for (const needMask of [2 ** 31, 1 << 31])
      expect(index.top(9, { ...query, needMask })).toEqual([{ slot: 0, score: 0 }])
  })

  it('forgets nothing of a thing that moves, loses its place and finds it again', () => {
    const index = createRankingIndex()
    const query: RankingQuery = {
      from: { lng: 0, lat: 0 },
      needMask: 0,
      distanceScore: (meters) => (meters === null ? 0.5 : 1 / (1 + meters)),
      score: (slot, meters) => slot + (meters === null ? 0.5 : 1 / (1 + meters)),
    }
    index.put(3, { lng: 0, lat: 0 }, 3, 0)
    expect(index.top(2, query)).toEqual([{ slot: 3, score: 4 }])
    index.put(3, null, 3, 0)
    expect(index.top(2, query)).toEqual([{ slot: 3, score: 3.5 }])
    index.put(3, { lng: 0, lat: 0 }, 3, 0)
    index.put(3, { lng: 0, lat: 0 }, 3, 0)
    expect(index.top(2, query)).toEqual([{ slot: 3, score: 4 }])
    index.remove(3)
    index.remove(3)
    expect(index.top(2, query)).toEqual([])
  })

  it('refuses what would make its answers wrong, and stays as it was', () => {
    const index = createRankingIndex()
    index.put(0, { lng: 1, lat: 1 }, 0, 0)
    expect(() => index.put(0, { lng: NaN, lat: 0 }, 0, 0)).toThrow('nowhere on Earth')
    expect(() => index.put(0, { lng: 181, lat: 0 }, 0, 0)).toThrow('nowhere on Earth')
    expect(() => index.put(0, null, NaN, 0)).toThrow('no bound')
    expect(() => index.put(-1, null, 0, 0)).toThrow('not a slot')
    expect(() => index.put(0.5, null, 0, 0)).toThrow('not a slot')
    const query = { needMask: 0, distanceScore: () => 0, score: () => 0 }
    expect(() => index.top(1, { ...query, from: { lng: 0, lat: 91 } })).toThrow('nowhere on Earth')
    expect(index.top(1, { ...query, from: null })).toEqual([{ slot: 0, score: 0 }])
  })
})

const onRaster = (slot: number): LngLat => ({ lng: (slot % 100) / 100, lat: Math.floor(slot / 100) / 100 })

const fromSlots = (things: ReadonlyMap<number, Thing>): RankingQuery => ({
  from: { lng: 2.3, lat: 48.8 },
  needMask: 4,
  distanceScore: (meters) => -(meters ?? 0),
  score: (slot, meters) => (things.get(slot)?.rest ?? NaN) - (meters ?? 0),
})

function expectSame(index: RankingIndex, things: ReadonlyMap<number, Thing>, query: RankingQuery): void {
  expect(index.top(10, query)).toEqual(bruteForce(things, 10, query))
}
