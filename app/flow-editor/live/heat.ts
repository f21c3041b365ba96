import type { NodeDuration } from '#contract/flow-occupancy.ts'

/** `rank`: 1 the shortest, 5 the longest. */
export type NodeHeat = NodeDuration & { readonly rank: number }

export const heatRanks = [1, 2, 3, 4, 5] as const

/**
 * Five steps by the square root of p90 against the longest one: minutes and days lie on one canvas, and by the bare figure
 * all but the longest would be of the first step.
 */
export function rankDurations(durations: readonly NodeDuration[]): ReadonlyMap<string, NodeHeat> {
  const longest = Math.max(1, ...durations.map(({ p90Ms }) => p90Ms))
  return new Map(
    durations.map((one) => [
      one.nodeId,
      { ...one, rank: Math.max(1, Math.ceil(heatRanks.length * Math.sqrt(one.p90Ms / longest))) },
    ]),
  )
}
