import { findCurveFlaw, type Curve, type CurveFlaw } from './curve.ts'

/**
 * What is weighed. Each has a raw value in a real unit, from which its curve makes a grade from 0 to 1:
 *
 * - `travel`: minutes from where the engineer is to the door
 * - `slack`: minutes between arrival and the end of the agreed window, or the due time where there is none
 * - `load`: open tickets in percent of the engineer's capacity
 * - `rating`: stars, as a Bayesian mean
 * - `skill-fit`: levels above the required ones, on average
 * - `familiarity`: earlier visits to this customer
 * - `fairness`: tickets given within 7 days, in percent of the board's mean
 * - `stability`: 1 for the engineer who holds the ticket, 0 for the others
 */
export const objectiveNames = [
  'travel',
  'slack',
  'load',
  'rating',
  'skill-fit',
  'familiarity',
  'fairness',
  'stability',
] as const
export type ObjectiveName = (typeof objectiveNames)[number]

export type Objective = {
  name: ObjectiveName
  /** 0 to 100; 0 takes the objective out. Only the proportions count. */
  weight: number
  curve: Curve
}

/**
 * The rules that can be switched. They bind the engine only: a dispatcher may know better, and it is recorded as an
 * override. Skills, certificates, shift and capacity are no matter of policy: `findUnsuitability` binds people too.
 */
export const ruleNames = ['wishes', 'region', 'max-travel', 'in-time'] as const
export type RuleName = (typeof ruleNames)[number]

export type Policy = {
  rules: Readonly<Record<RuleName, boolean>>
  /** For the rule `max-travel`. */
  maxTravelMinutes: number
  objectives: readonly Objective[]
  /** A rating counts as if there had been this many votes of this many stars before the first one. */
  ratingPrior: { stars: number; votes: number }
  /** The engine acts alone only from this score on, and with this lead over the second. Points. */
  automatic: { floor: number; lead: number }
}

export type PolicyFlaw =
  | { name: 'all-weights-zero' }
  | { name: 'weight-out-of-range'; objective: ObjectiveName }
  | { name: 'objective-twice'; objective: ObjectiveName }
  | { name: 'curve'; objective: ObjectiveName; flaw: CurveFlaw }
  | {
      name: 'number-out-of-range'
      field: 'maxTravelMinutes' | 'priorStars' | 'priorVotes' | 'floor' | 'lead'
    }

/** The first thing by which the policy cannot be used, or undefined. */
export function findPolicyFlaw(policy: Policy): PolicyFlaw | undefined {
  const { objectives, ratingPrior, automatic, maxTravelMinutes } = policy
  const seen = new Set<ObjectiveName>()
  for (const { name, weight, curve } of objectives) {
    if (seen.has(name)) return { name: 'objective-twice', objective: name }
    seen.add(name)
    if (!isWithin(weight, 0, 100)) return { name: 'weight-out-of-range', objective: name }
    const flaw = findCurveFlaw(curve)
    if (flaw) return { name: 'curve', objective: name, flaw }
  }
  if (objectives.every(({ weight }) => weight === 0)) return { name: 'all-weights-zero' }
  if (!isWithin(maxTravelMinutes, 1, 24 * 60))
    return { name: 'number-out-of-range', field: 'maxTravelMinutes' }
  if (!isWithin(ratingPrior.stars, 0, 5)) return { name: 'number-out-of-range', field: 'priorStars' }
  if (!isWithin(ratingPrior.votes, 0, 1_000)) return { name: 'number-out-of-range', field: 'priorVotes' }
  if (!isWithin(automatic.floor, 0, 100)) return { name: 'number-out-of-range', field: 'floor' }
  if (!isWithin(automatic.lead, 0, 100)) return { name: 'number-out-of-range', field: 'lead' }
  return undefined
}

// NaN is within nothing.
const isWithin = (value: number, least: number, most: number) => value >= least && value <= most
