import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'

export type SignInLimiter = {
  /** Counts one attempt; answers how many seconds to wait, 0 when the attempt may be made. */
  consume: (address: string, login: string) => Promise<number>
  /** After a right password the pair starts afresh. */
  forgive: (address: string, login: string) => Promise<void>
}

const quarterHour = 15 * 60

/**
 * Ten attempts a quarter of an hour for one login name from one address, and a hundred from one address for all names.
 * Counted in Redis where there is one, else (and while Redis is away) in this process.
 */
export function createSignInLimiter(redis: unknown): SignInLimiter {
  const limiter = (keyPrefix: string, points: number): RateLimiterAbstract => {
    const inProcess = new RateLimiterMemory({ keyPrefix, points, duration: quarterHour })
    return redis
      ? new RateLimiterRedis({
          keyPrefix,
          points,
          duration: quarterHour,
          storeClient: redis,
          useRedisPackage: true,
          insuranceLimiter: inProcess,
        })
      : inProcess
  }
  const byPair = limiter('sign-in-pair', 10)
  const byAddress = limiter('sign-in-address', 100)
  const pair = (address: string, login: string) => `${address} ${login}`

  return {
    async consume(address, login) {
      try {
        await byAddress.consume(address)
        await byPair.consume(pair(address, login))
        return 0
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
        throw refused
      }
    },
    forgive: async (address, login) => {
      await byPair.delete(pair(address, login))
    },
  }
}
