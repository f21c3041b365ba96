const firstMs = 10_000
const mostMs = 3_600_000

/**
 * How long to wait after so many attempts: twice as long each time, up to an hour. Up to half of it is left to chance, so
 * that what failed together does not come back together.
 *
 * @param random from 0 to below 1
 */
export const retryDelayMs = (attempts: number, random: number): number =>
  Math.min(mostMs, firstMs * 2 ** (attempts - 1)) * (1 - random / 2)
