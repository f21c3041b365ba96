import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickInteger, seededRandom } from '#db/seed/seeded-random.ts'
import { noon, sampleEngineer, sampleTicket } from '#domain/sample-board.ts'
import type { Engineer } from '#domain/engineer.ts'
import { objectiveNames, type Policy } from '#domain/scoring/policy.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { defaultTravelBands } from '#geo/travel-estimate.ts'
import { createBestFinder } from './best-finder.ts'
import { createBoardMemory } from './board-memory.ts'
import { rankTicket, type KnownPlace, type RankingFacts } from './rank-ticket.ts'

const place: fc.Arbitrary<LngLat> = fc.oneof(
  // A few spots, so that many stand at the same one.
  fc.record({ lng: fc.integer({ min: 0, max: 4 }).map((step) => 121.4 + step / 20), lat: fc.constant(31.2) }),
  // Both sides of the antimeridian.
  fc.record({
    lng: fc.double({ min: 179.5, max: 180.5, noNaN: true }).map((lng) => (lng > 180 ? lng - 360 : lng)),
    lat: fc.double({ min: -17, max: -16, noNaN: true }),
  }),
  fc.record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
  }),
)

type Person = {
  home: LngLat
  seen: KnownPlace | null
  capacity: number
  load: number
  given: number
  stars: number
}

const person: fc.Arbitrary<Person> = fc.record({
  home: place,
  seen: fc.option(fc.record({ place, at: fc.integer({ min: noon - 2_000_000, max: noon }) })),
  capacity: fc.integer({ min: 0, max: 4 }),
  load: fc.integer({ min: 0, max: 4 }),
  given: fc.integer({ min: 0, max: 5 }),
  stars: fc.integer({ min: 0, max: 40 }),
})

/** Curves of any shape, and the usual ones. */
const policy: fc.Arbitrary<Policy> = fc.oneof(
  fc.constant(samplePolicy),
  fc.record({
    rules: fc.record({
      wishes: fc.boolean(),
      region: fc.boolean(),
      'max-travel': fc.boolean(),
      'in-time': fc.boolean(),
    }),
    maxTravelMinutes: fc.integer({ min: 10, max: 200 }),
    objectives: fc.tuple(
      ...objectiveNames.map((name) =>
        fc.record({
          name: fc.constant(name),
          weight: fc.integer({ min: 0, max: 40 }),
          curve: fc
            .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 })
            .map((grades) => grades.map((grade, index) => ({ at: index * 30 - 10, grade }))),
        }),
      ),
    ),
    ratingPrior: fc.constant({ stars: 4, votes: 5 }),
    automatic: fc.constant({ floor: 0, lead: 0 }),
  }),
)

const question: fc.Arbitrary<Ticket> = fc
  .record({
    place,
    hasCustomer: fc.boolean(),
    hasSkill: fc.boolean(),
    holder: fc.option(fc.integer({ min: 0, max: 3 })),
    dueAt: fc.integer({ min: noon - 3_600_000, max: noon + 7_200_000 }),
    windowFrom: fc.option(fc.integer({ min: noon, max: noon + 3_600_000 })),
  })
  .map(({ hasCustomer, hasSkill, holder, ...given }) =>
    sampleTicket({
      id: 'asked',
      ...given,
      customer: hasCustomer ? { id: 'customer', name: '', phoneMasked: '' } : null,
      requiredSkills: hasSkill ? [{ skill: 'hv', level: 1 }] : [],
      assignment: holder === null ? null : { engineerId: idOf(holder), assignedAt: noon, pinned: false },
    }),
  )

const idOf = (index: number) => `engineer-${index}`

function factsOf(people: readonly Person[]): RankingFacts {
  const engineers = people.map(({ home, capacity, stars }, index): Engineer =>
    sampleEngineer({
      id: idOf(index),
      // In another order than the list.
      ref: (index * 7) % 1_009,
      home,
      capacity,
      ratingSum: stars,
      ratingCount: Math.ceil(stars / 5),
      skills: index % 3 === 0 ? [] : [{ skill: 'hv', level: 1 + (index % 2) }],
      districts: index % 5 === 0 ? ['elsewhere'] : [],
    }),
  )
  const held = people.flatMap(({ load }, index) =>
    Array.from({ length: load }, (_, count) =>
      sampleTicket({
        id: `${index}-${count}`,
        assignment: { engineerId: idOf(index), assignedAt: noon, pinned: false },
      }),
    ),
  )
  const memory = createBoardMemory({
    seq: 1,
    timeZone: 'Asia/Shanghai',
    engineers,
    openTickets: held,
    visits: [{ customerId: 'customer', engineerId: idOf(1), visits: 2 }],
    given: people.flatMap(({ given }, index) =>
      Array.from({ length: given }, (_, count) => ({
        engineerId: idOf(index),
        ticketId: `given-${index}-${count}`,
        at: noon - 1_000,
      })),
    ),
    wishes: [{ customerId: 'customer', engineerId: idOf(2), wish: 'never' }],
  })
  const places = new Map(people.flatMap(({ seen }, index) => (seen ? [[idOf(index), seen] as const] : [])))
  return { memory, places, bands: defaultTravelBands, now: noon }
}

function expectTheSame(
  find: ReturnType<typeof createBestFinder>,
  ticket: Ticket,
  facts: RankingFacts,
  inForce: Policy,
  count: number,
) {
  const all = rankTicket(ticket, facts, { policy: inForce })
  const best = find(facts, { policy: inForce })(ticket, facts.bands, count)
  expect(best.question).toEqual(all.question)
  const shown = ({ order }: typeof all) =>
    order.eligible.map(({ candidate, raw }) => ({ id: candidate.engineer.id, candidate, raw }))
  expect(shown(best)).toEqual(shown(all).slice(0, count))
}

describe('the best from the index', () => {
  it('are those of the whole ranking, whatever people, places, loads, tickets and policies, and as they change', () => {
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 120 }),
        fc.array(fc.tuple(question, policy, fc.array(fc.tuple(fc.nat(200), person), { maxLength: 20 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 25 }),
        (people, steps, count) => {
          const find = createBestFinder()
          const board = [...people]
          for (const [ticket, inForce, changes] of steps) {
            for (const [index, changed] of changes) if (index < board.length) board[index] = changed
            expectTheSame(find, ticket, factsOf(board), inForce, count)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are the same in a city of hundreds, where most are never looked at, as they move and no list comes anew', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed)
        const inTown = () => ({ lng: 121.2 + random() / 2, lat: 31 + random() / 2 })
        const people = Array.from({ length: 400 }, (): Person => ({
          home: inTown(),
          seen: null,
          capacity: 4,
          load: pickInteger(random, 0, 3),
          given: pickInteger(random, 0, 2),
          stars: pickInteger(random, 0, 40),
        }))
        const find = createBestFinder()
        const facts = factsOf(people)
        const places = new Map(facts.places)
        for (let step = 0; step < 10; step += 1) {
          for (let moves = 0; moves < 20; moves += 1)
            places.set(idOf(pickInteger(random, 0, 399)), { place: inTown(), at: noon })
          const ticket = sampleTicket({
            id: 'asked',
            place: inTown(),
            requiredSkills: step % 2 === 0 ? [{ skill: 'hv', level: 1 }] : [],
          })
          expectTheSame(find, ticket, { ...facts, places }, samplePolicy, 1 + step)
        }
      }),
      { numRuns: 30 },
    )
  })
})
