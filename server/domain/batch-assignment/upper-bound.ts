import type { AssignmentProblem } from './problem.ts'

/**
 * No assignment whatsoever gains more than this, for any prices of a slot that are not negative (weak duality of linear
 * programming): each ticket takes what is best for it after paying the engineer's price, and each slot is paid once. An
 * assignment that gains exactly this much is therefore proved to be the best, without trusting whoever found it.
 */
export function upperBound(
  { engineerSlots, openGains, pairs }: AssignmentProblem,
  slotPrices: Float64Array,
): number {
  const { starts, engineers, gains } = pairs
  let bound = 0
  for (const [engineer, slots] of engineerSlots.entries()) bound += slots * (slotPrices[engineer] as number)
  for (const [ticket, openGain] of openGains.entries()) {
    let best = openGain
    const end = starts[ticket + 1] as number
    for (let pair = starts[ticket] as number; pair < end; pair += 1) {
      const engineer = engineers[pair] as number
      const profit = (gains[pair] as number) - (slotPrices[engineer] as number)
      if (profit > best && (engineerSlots[engineer] as number) > 0) best = profit
    }
    bound += best
  }
  return bound
}
