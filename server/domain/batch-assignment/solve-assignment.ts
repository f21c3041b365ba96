import { CorePairs } from './core-pairs.ts'
import { Placement } from './placement.ts'
import { findFlaw, type AssignmentFlaw, type AssignmentProblem } from './problem.ts'
import { upperBound } from './upper-bound.ts'

export type AssignmentAnswer =
  | {
      outcome: 'optimal'
      /** By ticket; -1 for those that stay open. */
      engineerOf: Int32Array
      totalGain: number
      /** The proof: `upperBound` at these prices is `totalGain`. One more slot of an engineer adds its price at most. */
      slotPrices: Float64Array
      rounds: number
      /** How many of the pairs had to be looked at closely. */
      corePairs: number
    }
  /** `shouldStop` said so. Whatever assignment there is, it gains no more than this. */
  | { outcome: 'stopped'; totalGainAtMost: number }
  | { outcome: 'refused'; flaw: AssignmentFlaw }

/** Each round places all tickets once more, with more pairs to choose from; how many rounds there will be is not known before. */
export type AssignmentProgress = { round: number; placedTickets: number; tickets: number }

export type SolveOptions = {
  onProgress?: (progress: AssignmentProgress) => void
  /** Asked before each ticket. */
  shouldStop?: () => boolean
}

const bestOfEach = 16
const addedPerTicket = 24
/** Gains are sums of rounded numbers: a smaller share of the largest gain is no difference. */
const relativeTolerance = 1e-11
const reportEvery = 256

/** The best assignment of all, proved. The same problem always gets the same answer. */
export function solveAssignment(
  problem: AssignmentProblem,
  { onProgress, shouldStop }: SolveOptions = {},
): AssignmentAnswer {
  const flaw = findFlaw(problem)
  if (flaw) return { outcome: 'refused', flaw }
  const { engineerSlots, openGains, pairs } = problem
  const tickets = openGains.length
  const tolerance = relativeTolerance * largest(pairs.gains, openGains)
  const core = new CorePairs(problem, bestOfEach)
  for (let round = 1; ; round += 1) {
    const placement = new Placement(core.take(), engineerSlots, openGains)
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      if (shouldStop?.())
        return { outcome: 'stopped', totalGainAtMost: upperBound(problem, placement.slotPrices) }
      if (ticket % reportEvery === 0) onProgress?.({ round, placedTickets: ticket, tickets })
      placement.place(ticket)
    }
    if (core.addProfitable(placement, { atMostPerTicket: addedPerTicket, tolerance }) > 0) continue
    onProgress?.({ round, placedTickets: tickets, tickets })
    return {
      outcome: 'optimal',
      engineerOf: placement.engineerOf,
      totalGain: placement.totalGain(),
      slotPrices: placement.slotPrices,
      rounds: round,
      corePairs: core.size,
    }
  }
}

function largest(...arrays: Float64Array[]): number {
  let size = 0
  for (const array of arrays) for (const value of array) size = Math.max(size, Math.abs(value))
  return size
}
