import type { Instant } from '#domain/instant.ts'

/** Refills evenly up to twice what a second brings. */
export function createAllowance(perSecond: number, now: () => Instant) {
  const most = 2 * perSecond
  let left = most
  let at = now()
  return {
    /** False when there is not so much left; then nothing is taken. */
    take: (amount: number): boolean => {
      const moment = now()
      left = Math.min(most, left + (Math.max(0, moment - at) / 1_000) * perSecond)
      at = moment
      if (amount > left) return false
      left -= amount
      return true
    },
  }
}
