import { expect, it } from 'vitest'
import { fullBucket, takeToken } from './token-bucket.ts'

const limits = { burst: 3, perSecond: 2 }

/** How long each of the messages sent at these moments is told to wait. */
function waits(...moments: number[]): number[] {
  let bucket = fullBucket(limits, 0)
  return moments.map((now) => {
    const taken = takeToken(bucket, limits, now)
    bucket = taken.bucket
    return taken.waitSeconds
  })
}

it('[P6] lets a burst through, then as many as are refilled', () => {
  expect(waits(0, 0, 0)).toEqual([0, 0, 0])
  expect(waits(0, 0, 0, 500, 1_000)).toEqual([0, 0, 0, 0, 0])
})

it('[P6] once empty refuses for a whole second, so that no later command overtakes a refused one', () => {
  expect(waits(0, 0, 0, 0, 500, 999, 1_000, 1_000, 1_000)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 1])
})
