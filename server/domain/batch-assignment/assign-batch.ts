import { greedyAssignment } from './greedy-assignment.ts'
import type { AssignmentProblem } from './problem.ts'
import { solveAssignment, type AssignmentAnswer, type SolveOptions } from './solve-assignment.ts'

export type BatchAnswer =
  | Exclude<AssignmentAnswer, { outcome: 'stopped' }>
  /** There was no time to find the best one; the bound says how much better that could be at most. */
  | { outcome: 'greedy'; engineerOf: Int32Array; totalGain: number; totalGainAtMost: number }

/** The best assignment if it is found before `shouldStop` says that time is up, else the greedy one, which says so. */
export function assignBatch(problem: AssignmentProblem, options: SolveOptions = {}): BatchAnswer {
  const answer = solveAssignment(problem, options)
  if (answer.outcome !== 'stopped') return answer
  return { outcome: 'greedy', ...greedyAssignment(problem), totalGainAtMost: answer.totalGainAtMost }
}
