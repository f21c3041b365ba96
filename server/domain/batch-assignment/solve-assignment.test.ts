import fc from 'fast-check'
import { munkres } from 'munkres'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#db/seed/seeded-random.ts'
import type { AssignmentProblem } from './problem.ts'
import { problemOf } from './sample-problem.ts'
import { solveAssignment } from './solve-assignment.ts'
import { upperBound } from './upper-bound.ts'

type Table = { gains: (number | null)[][]; slots: number[]; open: number[] }

/** Whole gains make many ties, others none; some tickets nobody may have, some engineers have no slot. */
const anyTable = fc
  .record({ tickets: fc.nat(24), engineers: fc.nat(16), gain: fc.constantFrom('whole', 'fraction') })
  .chain(({ tickets, engineers, gain }) => {
    const anyGain =
      gain === 'whole' ? fc.integer({ min: -2, max: 4 }) : fc.double({ min: -5, max: 100, noNaN: true })
    const exactly = (length: number) => ({ minLength: length, maxLength: length })
    return fc.record<Table>({
      gains: fc.array(fc.array(fc.option(anyGain, { freq: 2 }), exactly(engineers)), exactly(tickets)),
      slots: fc.array(fc.nat(3), exactly(engineers)),
      open: fc.array(anyGain, exactly(tickets)),
    })
  })

const solved = (problem: AssignmentProblem) => {
  const answer = solveAssignment(problem)
  if (answer.outcome !== 'optimal') throw new Error(`not solved: ${JSON.stringify(answer)}`)
  return answer
}

/** The best total by npm munkres: a column for each slot, and as many in which any ticket can stay open. */
function bestTotal({ gains, slots, open }: Table): number {
  if (gains.length === 0) return 0
  const costs = gains.map((row, ticket) => {
    const stayOpen = open[ticket] ?? 0
    return [
      ...slots.flatMap((count, engineer) =>
        Array.from({ length: count }, () => -Math.max(row[engineer] ?? stayOpen, stayOpen)),
      ),
      ...gains.map(() => -stayOpen),
    ]
  })
  return munkres(costs).reduce((sum, [ticket, column]) => sum - (costs[ticket]?.[column] ?? NaN), 0)
}

/** What the rules allow, and the total counted again. */
function countTotal({ gains, slots, open }: Table, engineerOf: Int32Array): number {
  const left = slots.slice()
  let total = 0
  for (const [ticket, engineer] of engineerOf.entries()) {
    if (engineer === -1) {
      total += open[ticket] ?? NaN
      continue
    }
    total += gains[ticket]?.[engineer] ?? NaN
    left[engineer] = (left[engineer] ?? 0) - 1
  }
  expect(left.filter((count) => count < 0)).toEqual([])
  return total
}

describe('solveAssignment', () => {
  it('finds what npm munkres finds, and proves it', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const problem = problemOf(table.gains, table)
        const { engineerOf, totalGain, slotPrices } = solved(problem)
        expect(totalGain).toBeCloseTo(bestTotal(table), 6)
        expect(countTotal(table, engineerOf)).toBeCloseTo(totalGain, 6)
        expect(upperBound(problem, slotPrices)).toBeCloseTo(totalGain, 6)
        const held = table.slots.map((_, engineer) => engineerOf.filter((one) => one === engineer).length)
        for (const [engineer, price] of slotPrices.entries()) {
          expect(price).toBeGreaterThanOrEqual(0)
          if (price > 1e-9) expect(held[engineer]).toBe(table.slots[engineer])
        }
      }),
      { numRuns: 400 },
    )
  })

  it('answers the same twice', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        expect(solved(problemOf(table.gains, table))).toEqual(solved(problemOf(table.gains, table)))
      }),
    )
  })

  it('prefers the lower ticket and the lower engineer among equals', () => {
    expect([...solved(problemOf([[1, 1, 1]], { slots: [1, 1, 1] })).engineerOf]).toEqual([0])
    expect([...solved(problemOf([[1], [1], [1]], { slots: [2] })).engineerOf]).toEqual([0, 0, -1])
  })

  it('leaves a ticket open rather than take less than that is worth', () => {
    expect([...solved(problemOf([[1], [2]], { slots: [2], open: [1.5, 1.5] })).engineerOf]).toEqual([-1, 0])
  })

  it('gives up a good pair for a better sum', () => {
    const { engineerOf, totalGain } = solved(
      problemOf(
        [
          [10, 9],
          [9, 0],
        ],
        { slots: [1, 1] },
      ),
    )
    expect([...engineerOf]).toEqual([1, 0])
    expect(totalGain).toBe(18)
  })

  it('prices a slot at no less than what one more would add', () => {
    fc.assert(
      fc.property(anyTable, fc.nat(15), (table, engineer) => {
        const { slotPrices, totalGain } = solved(problemOf(table.gains, table))
        const slots = table.slots.map((count, one) => (one === engineer && count > 0 ? count + 1 : count))
        const added = solved(problemOf(table.gains, { ...table, slots })).totalGain - totalGain
        expect(added).toBeLessThanOrEqual((slotPrices[engineer] ?? 0) + 1e-6)
      }),
    )
  })

  it('answers for no tickets, no engineers, one engineer', () => {
    expect(solved(problemOf([], { slots: [1, 2] })).totalGain).toBe(0)
    expect([...solved(problemOf([[], []], { slots: [], open: [1, 2] })).engineerOf]).toEqual([-1, -1])
    expect([...solved(problemOf([[1], [3], [2]], { slots: [1] })).engineerOf]).toEqual([-1, 0, -1])
  })

  it('refuses a gain that is not a number, by name', () => {
    expect(solveAssignment(problemOf([[1, NaN]], { slots: [1, 1] }))).toEqual({
      outcome: 'refused',
      flaw: { name: 'gain-not-a-number', ticket: 0, engineer: 1, gain: NaN },
    })
  })

  it('proves the best over all pairs when a close look at few of them is not enough', () => {
    // All tickets want the same engineers most and all engineers the same tickets: most pairs of the best sum are nobody's wish.
    const size = 200
    const random = seededRandom(7)
    const gains = Array.from({ length: size }, (_, ticket) =>
      Array.from({ length: size }, (_, engineer) =>
        random() < 0.2 ? null : (ticket + random()) * (engineer + random()),
      ),
    )
    const table = { gains, slots: gains.map(() => 1), open: gains.map(() => 0) }
    const problem = problemOf(gains, table)
    const { engineerOf, totalGain, slotPrices, rounds } = solved(problem)
    expect(rounds).toBeGreaterThan(1)
    expect(totalGain).toBeCloseTo(bestTotal(table), 6)
    expect(countTotal(table, engineerOf)).toBeCloseTo(totalGain, 6)
    expect(upperBound(problem, slotPrices)).toBeCloseTo(totalGain, 6)
  })

  it('proves a large one by its prices', () => {
    const random = seededRandom(11)
    const gains = Array.from({ length: 1_500 }, () =>
      Array.from({ length: 600 }, () => (random() < 0.8 ? null : random() * 100)),
    )
    const table = {
      gains,
      slots: Array.from({ length: 600 }, () => Math.floor(random() * 4)),
      open: gains.map(() => 0),
    }
    const problem = problemOf(gains, table)
    const { engineerOf, totalGain, slotPrices } = solved(problem)
    expect(countTotal(table, engineerOf)).toBeCloseTo(totalGain, 6)
    expect(upperBound(problem, slotPrices)).toBeCloseTo(totalGain, 6)
  })

  it('tells how far it is', () => {
    const told: unknown[] = []
    solveAssignment(problemOf([[1], [2]], { slots: [1] }), { onProgress: (progress) => told.push(progress) })
    expect(told).toEqual([
      { round: 1, placedTickets: 0, tickets: 2 },
      { round: 1, placedTickets: 2, tickets: 2 },
    ])
  })

  it('stops when told to, with a bound that no assignment exceeds', () => {
    fc.assert(
      fc.property(anyTable, fc.nat(10), (table, tickets) => {
        let asked = 0
        const answer = solveAssignment(problemOf(table.gains, table), {
          shouldStop: () => asked++ >= tickets,
        })
        const best = bestTotal(table)
        if (answer.outcome === 'stopped') expect(answer.totalGainAtMost).toBeGreaterThanOrEqual(best - 1e-6)
        else
          expect(answer).toMatchObject({ outcome: 'optimal', totalGain: expect.closeTo(best, 6) as number })
      }),
    )
  })
})
