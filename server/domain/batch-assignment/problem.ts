/**
 * Which open tickets shall go to which engineers, all at once: each ticket to one engineer or to nobody, no engineer beyond the
 * free capacity, the sum of the gains as large as possible.
 *
 * Tickets and engineers are numbers from 0; the arrays are flat so that a worker thread can take them over without copying.
 */
export type AssignmentProblem = {
  /** How many more tickets each engineer can take. */
  engineerSlots: Int32Array
  /** What it is worth to leave a ticket open; a pair that gains less is never chosen. */
  openGains: Float64Array
  pairs: EligiblePairs
}

/**
 * All pairs of a ticket and an engineer that the rules allow, grouped by ticket: those of ticket `t` stand from
 * `starts[t]` up to, not including, `starts[t + 1]`. A pair that is missing here is not eligible.
 */
export type EligiblePairs = { starts: Uint32Array; engineers: Int32Array; gains: Float64Array }

/** What makes a problem meaningless. */
export type AssignmentFlaw =
  | { name: 'slots-not-counted'; engineer: number; slots: number }
  | { name: 'open-gain-not-a-number'; ticket: number; gain: number }
  | { name: 'gain-not-a-number'; ticket: number; engineer: number; gain: number }
  | { name: 'engineer-unknown'; ticket: number; engineer: number }
  | { name: 'pair-repeated'; ticket: number; engineer: number }
  | { name: 'pairs-not-grouped'; ticket: number }

/** The first flaw, in the order of engineers, then tickets, then pairs. */
export function findFlaw({ engineerSlots, openGains, pairs }: AssignmentProblem): AssignmentFlaw | undefined {
  const { starts, engineers, gains } = pairs
  for (const [engineer, slots] of engineerSlots.entries())
    if (slots < 0) return { name: 'slots-not-counted', engineer, slots }
  for (const [ticket, gain] of openGains.entries())
    if (!Number.isFinite(gain)) return { name: 'open-gain-not-a-number', ticket, gain }

  const ungrouped = findUngrouped(openGains.length, pairs)
  if (ungrouped !== undefined) return { name: 'pairs-not-grouped', ticket: ungrouped }
  const lastSeenAt = new Int32Array(engineerSlots.length).fill(-1)
  for (let ticket = 0; ticket < openGains.length; ticket += 1) {
    const end = starts[ticket + 1] as number
    for (let pair = starts[ticket] as number; pair < end; pair += 1) {
      const engineer = engineers[pair] as number
      const gain = gains[pair] as number
      if (engineer < 0 || engineer >= engineerSlots.length)
        return { name: 'engineer-unknown', ticket, engineer }
      if (!Number.isFinite(gain)) return { name: 'gain-not-a-number', ticket, engineer, gain }
      if (lastSeenAt[engineer] === ticket) return { name: 'pair-repeated', ticket, engineer }
      lastSeenAt[engineer] = ticket
    }
  }
  return undefined
}

/** The first ticket whose pairs do not begin where those of the one before it end; one past the last when the ends disagree. */
function findUngrouped(tickets: number, { starts, engineers, gains }: EligiblePairs): number | undefined {
  if (starts.length !== tickets + 1 || starts[0] !== 0) return 0
  for (let ticket = 0; ticket < tickets; ticket += 1)
    if ((starts[ticket + 1] as number) < (starts[ticket] as number)) return ticket
  if (starts[tickets] !== engineers.length || engineers.length !== gains.length) return tickets
  return undefined
}
