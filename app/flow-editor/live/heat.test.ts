import { expect, it } from 'vitest'
import { rankDurations } from './heat.ts'

const stay = (nodeId: string, p90Ms: number) => ({ nodeId, p90Ms, medianMs: 0, stays: 1, late: 0 })

it('the longest is of the last step, what takes no time of the first, and no step is outside of them', () => {
  const ranked = rankDurations([
    stay('days', 1_000_000),
    stay('hours', 250_000),
    stay('soon', 1),
    stay('none', 0),
  ])
  expect([...ranked.values()].map(({ rank }) => rank)).toEqual([5, 3, 1, 1])
  expect(rankDurations([stay('none', 0)]).get('none')?.rank).toBe(1)
  expect(rankDurations([]).size).toBe(0)
})
