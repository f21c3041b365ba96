import type { AssignmentProblem } from './problem.ts'

/** For tests: the gain of each ticket (row) with each engineer (column), null where the pair is not eligible. */
export function problemOf(
  gains: readonly (readonly (number | null)[])[],
  { slots, open }: { slots: readonly number[]; open?: readonly number[] },
): AssignmentProblem {
  const starts = [0]
  const engineers: number[] = []
  const pairGains: number[] = []
  for (const row of gains) {
    for (const [engineer, gain] of row.entries())
      if (gain !== null) {
        engineers.push(engineer)
        pairGains.push(gain)
      }
    starts.push(engineers.length)
  }
  return {
    engineerSlots: Int32Array.from(slots),
    openGains: Float64Array.from(open ?? gains.map(() => 0)),
    pairs: {
      starts: Uint32Array.from(starts),
      engineers: Int32Array.from(engineers),
      gains: Float64Array.from(pairGains),
    },
  }
}
