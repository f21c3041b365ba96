import { defaultTravelBands, estimateTravelSeconds } from '#geo/travel-estimate.ts'
import type { Engineer } from './fleet.ts'

/** Points on a line of straight pieces: minutes of travel, and the grade from 1 down to 0. */
type Curve = readonly { minutes: number; grade: number }[]
export type Policy = { travel: number; load: number; rating: number; curve: Curve }

/** Half of the score is nearness. */
export const defaultPolicy: Policy = {
  travel: 50,
  load: 30,
  rating: 20,
  curve: [
    { minutes: 0, grade: 1 },
    { minutes: 15, grade: 0.9 },
    { minutes: 60, grade: 0.4 },
    { minutes: 120, grade: 0 },
  ],
}

/** The hard case for a search by distance: it counts for little, over hundreds of kilometres. */
export const weakDistancePolicy: Policy = {
  travel: 15,
  load: 55,
  rating: 30,
  curve: [
    { minutes: 0, grade: 1 },
    { minutes: 420, grade: 0 },
  ],
}

/** A rating of few votes is drawn towards this, as if so many had given it. */
const usualRating = 4.2
const usualVotes = 10

export function travelScore({ travel, load, rating, curve }: Policy, meters: number): number {
  const minutes = estimateTravelSeconds(meters, defaultTravelBands) / 60
  return (100 * travel * gradeOf(curve, minutes)) / (travel + load + rating)
}

/** Load and rating: all of the score that does not depend on where the ticket is. */
export function restScore({ travel, load, rating }: Policy, engineer: Engineer): number {
  const loadGrade = Math.max(0, 1 - engineer.load / engineer.capacity)
  const stars = (engineer.ratingSum + usualRating * usualVotes) / (engineer.votes + usualVotes)
  return (100 * (load * loadGrade + rating * ((stars - 1) / 4))) / (travel + load + rating)
}

/** What the engine and the references all count, for one engineer and one ticket. */
export const scoreOf = (policy: Policy, engineer: Engineer, meters: number): number =>
  travelScore(policy, meters) + restScore(policy, engineer)

function gradeOf(curve: Curve, minutes: number): number {
  let last = curve[0]
  for (const point of curve) {
    if (last && minutes <= point.minutes) {
      if (point === last) return point.grade
      const share = (minutes - last.minutes) / (point.minutes - last.minutes)
      return last.grade + share * (point.grade - last.grade)
    }
    last = point
  }
  return last?.grade ?? 0
}
