import { munkres } from 'munkres'
import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'

/** Each ticket in its turn takes the best engineer that is still free: what a dispatcher does without a batch. */
export function assignFirstCome({ engineerSlots, openGains, pairs }: AssignmentProblem): Int32Array {
  const freeSlots = engineerSlots.slice()
  return Int32Array.from(openGains, (openGain, ticket) => {
    let best = openGain
    let chosen = -1
    for (let pair = pairs.starts[ticket] ?? 0; pair < (pairs.starts[ticket + 1] ?? 0); pair += 1) {
      const engineer = pairs.engineers[pair] ?? -1
      const gain = pairs.gains[pair] ?? NaN
      if (freeSlots[engineer] === 0 || gain <= best) continue
      best = gain
      chosen = engineer
    }
    if (chosen !== -1) freeSlots[chosen] = (freeSlots[chosen] ?? 0) - 1
    return chosen
  })
}

/**
 * The table that npm munkres wants, at its smallest: with one slot each and no more tickets than engineers, a pair that
 * is not worth it can stand for leaving the ticket open.
 */
export function costTable({ engineerSlots, openGains, pairs }: AssignmentProblem): number[][] {
  return Array.from(openGains, (openGain, ticket) => {
    const row = Array.from(engineerSlots, () => -openGain)
    for (let pair = pairs.starts[ticket] ?? 0; pair < (pairs.starts[ticket + 1] ?? 0); pair += 1)
      row[pairs.engineers[pair] ?? -1] = -Math.max(pairs.gains[pair] ?? NaN, openGain)
    return row
  })
}

/** The total gain of the assignment that npm munkres finds. */
export function munkresTotal(costs: number[][]): number {
  return munkres(costs).reduce((sum, [ticket, engineer]) => sum - (costs[ticket]?.[engineer] ?? NaN), 0)
}

/** The total of an assignment, counted again; NaN when it breaks a rule. */
export function countTotal(
  { engineerSlots, openGains, pairs }: AssignmentProblem,
  engineerOf: Int32Array,
): number {
  const freeSlots = engineerSlots.slice()
  let total = 0
  for (const [ticket, openGain] of openGains.entries()) {
    const engineer = engineerOf[ticket] ?? -1
    if (engineer === -1) {
      total += openGain
      continue
    }
    const [start, end] = [pairs.starts[ticket], pairs.starts[ticket + 1]]
    const pair = pairs.engineers.subarray(start, end).indexOf(engineer)
    total += pairs.gains.subarray(start, end)[pair] ?? NaN
    freeSlots[engineer] = (freeSlots[engineer] ?? 0) - 1
  }
  return freeSlots.some((slots) => slots < 0) ? NaN : total
}
