import type { Instant } from '#domain/instant.ts'

/** A clock that runs faster than life, the same in every process that is told these two numbers. */
export type FastClock = { startedAt: Instant; speed: number }

export const createFastClock =
  ({ startedAt, speed }: FastClock) =>
  (): Instant =>
    startedAt + (Date.now() - startedAt) * speed
