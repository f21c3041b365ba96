import { describe, expect, it } from 'vitest'
import { findFlaw } from './problem.ts'
import { problemOf } from './sample-problem.ts'

const sound = () =>
  problemOf(
    [
      [1, 2],
      [null, 3],
    ],
    { slots: [1, 1] },
  )

describe('findFlaw', () => {
  it('finds none in a sound problem, nor in one with nobody and nothing', () => {
    expect(findFlaw(sound())).toBeUndefined()
    expect(findFlaw(problemOf([], { slots: [] }))).toBeUndefined()
    expect(findFlaw(problemOf([[]], { slots: [] }))).toBeUndefined()
    expect(findFlaw(problemOf([], { slots: [2] }))).toBeUndefined()
  })

  it.each([NaN, Infinity, -Infinity])('names the pair whose gain is %d', (gain) => {
    const problem = sound()
    problem.pairs.gains[2] = gain
    expect(findFlaw(problem)).toEqual({ name: 'gain-not-a-number', ticket: 1, engineer: 1, gain })
  })

  it('names the ticket that cannot be left open for any number', () => {
    const problem = sound()
    problem.openGains[1] = NaN
    expect(findFlaw(problem)).toEqual({ name: 'open-gain-not-a-number', ticket: 1, gain: NaN })
  })

  it('names an engineer with fewer than no slots', () => {
    const problem = sound()
    problem.engineerSlots[1] = -1
    expect(findFlaw(problem)).toEqual({ name: 'slots-not-counted', engineer: 1, slots: -1 })
  })

  it.each([-1, 2])('names engineer %d, whom nobody knows', (engineer) => {
    const problem = sound()
    problem.pairs.engineers[0] = engineer
    expect(findFlaw(problem)).toEqual({ name: 'engineer-unknown', ticket: 0, engineer })
  })

  it('names a pair that is there twice', () => {
    const problem = sound()
    problem.pairs.engineers[1] = 0
    expect(findFlaw(problem)).toEqual({ name: 'pair-repeated', ticket: 0, engineer: 0 })
  })

  it('names the ticket where the grouping breaks', () => {
    const { pairs, ...rest } = sound()
    const withStarts = (...starts: number[]) =>
      findFlaw({ ...rest, pairs: { ...pairs, starts: Uint32Array.from(starts) } })
    expect(withStarts(0, 3)).toEqual({ name: 'pairs-not-grouped', ticket: 0 })
    expect(withStarts(1, 2, 3)).toEqual({ name: 'pairs-not-grouped', ticket: 0 })
    expect(withStarts(0, 2, 4)).toEqual({ name: 'pairs-not-grouped', ticket: 2 })
    expect(withStarts(0, 4, 3)).toEqual({ name: 'pairs-not-grouped', ticket: 1 })
  })
})
