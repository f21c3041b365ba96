import { expect, it } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

it('[M9] waits twice as long after every attempt, up to an hour, and up to half less by chance', () => {
  expect([1, 2, 3, 12].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
    10_000, 20_000, 40_000, 3_600_000,
  ])
  expect(retryDelayMs(1, 0.999)).toBeGreaterThan(5_000)
})
