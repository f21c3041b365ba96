import { estimateTravelSeconds, type TravelBands } from '#geo/travel-estimate.ts'
import { slopeAt } from './curve.ts'
import type { ObjectiveName, Policy } from './policy.ts'

/** Where on the curves the rates hold: they differ from place to place, as the curves bend. */
export type TypicalCase = {
  /** Straight metres to the door. */
  meters: number
  /** How many tickets an engineer can hold. */
  capacity: number
  values: Readonly<Partial<Record<ObjectiveName, number>>>
}

/**
 * What is worth as much as how many kilometres nearer. `amount` is in the unit that people speak in: tickets fewer in hand,
 * stars more, minutes of slack more, and so on. Null: at the typical case a kilometre costs no points, so that nothing can be
 * put in kilometres.
 */
export type ExchangeRate = { objective: PricedObjective; amount: number; kilometers: number | null }

/** Those that people can weigh against a way. Skill fit and stability have no such unit. */
const pricedObjectives = ['rating', 'load', 'slack', 'familiarity', 'fairness'] as const
export type PricedObjective = (typeof pricedObjectives)[number]

/** What people speak of: that many units of the curve are one step for the better. */
function stepOf(objective: PricedObjective, { capacity }: TypicalCase): { amount: number; units: number } {
  switch (objective) {
    case 'rating':
      return { amount: 1, units: 1 }
    case 'load':
      return { amount: 1, units: -100 / capacity }
    case 'slack':
      return { amount: 10, units: 10 }
    case 'familiarity':
      return { amount: 1, units: 1 }
    case 'fairness':
      return { amount: 10, units: -10 }
  }
}

/**
 * How a policy weighs one thing against another, at a typical case: "1 star = 3.2 km". A kilometre more costs what the curve
 * of travel takes for its minutes, and what the curve of slack takes for the same minutes. All weights stand over the same
 * sum, which therefore falls out. Objectives without weight are left out.
 */
export function exchangeRates(policy: Policy, typical: TypicalCase, bands: TravelBands): ExchangeRate[] {
  const weightedSlope = (name: ObjectiveName, value: number | undefined): number => {
    const objective = policy.objectives.find((one) => one.name === name)
    return objective && value !== undefined ? objective.weight * slopeAt(objective.curve, value) : 0
  }
  const minutes = estimateTravelSeconds(typical.meters, bands) / 60
  const perKilometer =
    minutesPerKilometer(typical.meters, bands) *
    (weightedSlope('slack', typical.values.slack) - weightedSlope('travel', minutes))
  return pricedObjectives
    .filter((name) => policy.objectives.some((one) => one.name === name && one.weight > 0))
    .map((objective) => {
      const { amount, units } = stepOf(objective, typical)
      const gain = units * weightedSlope(objective, typical.values[objective])
      return { objective, amount, kilometers: perKilometer > 0 ? gain / perKilometer : null }
    })
}

/** Of the kilometre in whose middle the distance lies. */
function minutesPerKilometer(meters: number, bands: TravelBands): number {
  const from = Math.max(0, meters - 500)
  return (estimateTravelSeconds(from + 1_000, bands) - estimateTravelSeconds(from, bands)) / 60
}
