import type { Instant } from '#domain/instant.ts'

/** How many messages a connection may still send. Starts full and refills evenly. */
export type TokenBucket = { tokens: number; at: Instant; closedUntil: Instant }

export type BucketLimits = { burst: number; perSecond: number }

/** Once empty it stays shut this long, so that of commands that build on each other none slips through in between. */
const pauseMs = 1_000

export const fullBucket = ({ burst }: BucketLimits, now: Instant): TokenBucket => ({
  tokens: burst,
  at: now,
  closedUntil: 0,
})

/** Takes one token, or says for how many seconds there is none. */
export function takeToken(
  bucket: TokenBucket,
  { burst, perSecond }: BucketLimits,
  now: Instant,
): { bucket: TokenBucket; waitSeconds: number } {
  const elapsedMs = Math.max(0, now - bucket.at)
  const tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1_000) * perSecond)
  if (now < bucket.closedUntil)
    return {
      bucket: { ...bucket, tokens, at: now },
      waitSeconds: Math.ceil((bucket.closedUntil - now) / 1_000),
    }
  if (tokens < 1)
    return { bucket: { tokens, at: now, closedUntil: now + pauseMs }, waitSeconds: pauseMs / 1_000 }
  return { bucket: { tokens: tokens - 1, at: now, closedUntil: 0 }, waitSeconds: 0 }
}
