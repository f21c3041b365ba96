import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignBatch } from './assign-batch.ts'
import { greedyAssignment } from './greedy-assignment.ts'
import { problemOf } from './sample-problem.ts'

describe('greedyAssignment', () => {
  it('takes the best pair first, and so may miss the best sum', () => {
    const { engineerOf, totalGain } = greedyAssignment(
      problemOf(
        [
          [10, 9],
          [9, 0],
        ],
        { slots: [1, 1] },
      ),
    )
    expect([...engineerOf]).toEqual([0, -1])
    expect(totalGain).toBe(10)
  })

  it('agrees with sorting all pairs', () => {
    const anyGain = fc.option(fc.integer({ min: -2, max: 6 }), { freq: 3 })
    const anyRows = fc.array(fc.array(anyGain, { minLength: 5, maxLength: 5 }), { maxLength: 12 })
    const anySlots = fc.array(fc.nat(3), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(anyRows, anySlots, (gains, slots) => {
        const left = slots.slice()
        const expected = gains.map(() => -1)
        const pairs = gains
          .flatMap((row, ticket) => row.map((gain, engineer) => ({ ticket, engineer, gain: gain ?? -1 })))
          .filter(({ gain }) => gain > 0)
          .sort((a, b) => b.gain - a.gain || a.ticket - b.ticket || a.engineer - b.engineer)
        let total = 0
        for (const { ticket, engineer, gain } of pairs) {
          if (expected[ticket] !== -1 || left[engineer] === 0) continue
          expected[ticket] = engineer
          left[engineer] = (left[engineer] ?? 0) - 1
          total += gain
        }
        const { engineerOf, totalGain } = greedyAssignment(problemOf(gains, { slots }))
        expect([...engineerOf]).toEqual(expected)
        expect(totalGain).toBe(total)
      }),
    )
  })
})

describe('assignBatch', () => {
  const problem = () =>
    problemOf(
      [
        [10, 9],
        [9, 0],
      ],
      { slots: [1, 1] },
    )

  it('is the best assignment when there is time', () => {
    expect(assignBatch(problem())).toMatchObject({ outcome: 'optimal', totalGain: 18 })
  })

  it('is greedy when there is none, and says how much could be missing', () => {
    expect(assignBatch(problem(), { shouldStop: () => true })).toEqual({
      outcome: 'greedy',
      engineerOf: Int32Array.of(0, -1),
      totalGain: 10,
      totalGainAtMost: 19,
    })
  })

  it('refuses what has no meaning whether there is time or not', () => {
    const broken = problemOf([[NaN]], { slots: [1] })
    expect(assignBatch(broken, { shouldStop: () => true }).outcome).toBe('refused')
  })
})
