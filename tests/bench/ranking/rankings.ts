import { distance } from '@turf/turf'
import { distanceMeters } from '#geo/distance.ts'
import { createRankingIndex, type Ranked, type RankingIndex } from '#geo/ranking-index.ts'
import type { Engineer, Ticket } from './fleet.ts'
import { restScore, scoreOf, travelScore, type Policy } from './policy.ts'

export const listLength = 10

const isEligible = (engineer: Engineer, ticket: Ticket): boolean =>
  engineer.isAvailable && (engineer.skills & ticket.skills) === ticket.skills

/** What one writes first: filter, measure, sort, cut off. */
export function rankFirstWay(engineers: readonly Engineer[], ticket: Ticket, policy: Policy): Ranked[] {
  const from = [ticket.place.lng, ticket.place.lat]
  return engineers
    .filter((engineer) => isEligible(engineer, ticket))
    .map((engineer) => {
      const to = [engineer.place.lng, engineer.place.lat]
      return {
        slot: engineer.slot,
        score: scoreOf(policy, engineer, distance(from, to, { units: 'meters' })),
      }
    })
    .sort(bestFirst)
    .slice(0, listLength)
}

/** The truth: every engineer is scored, with the distance of the product. */
export function rankEvery(engineers: readonly Engineer[], ticket: Ticket, policy: Policy): Ranked[] {
  const best: Ranked[] = []
  for (const engineer of engineers) {
    if (!isEligible(engineer, ticket)) continue
    const score = scoreOf(policy, engineer, distanceMeters(ticket.place, engineer.place))
    const last = best[listLength - 1]
    if (last && score < last.score) continue
    best.push({ slot: engineer.slot, score })
    best.sort(bestFirst)
    best.length = Math.min(best.length, listLength)
  }
  return best
}

const bestFirst = (a: Ranked, b: Ranked): number => b.score - a.score || a.slot - b.slot

export function createIndexOf(engineers: readonly Engineer[], policy: Policy): RankingIndex {
  const index = createRankingIndex()
  for (const engineer of engineers) putEngineer(index, engineer, policy)
  return index
}

export function putEngineer(index: RankingIndex, engineer: Engineer, policy: Policy): void {
  const { slot, place, skills, isAvailable } = engineer
  if (isAvailable) index.put(slot, place, restScore(policy, engineer), skills)
  else index.put(slot, place, -Infinity, 0)
}

export function rankByIndex(
  index: RankingIndex,
  engineers: readonly Engineer[],
  ticket: Ticket,
  policy: Policy,
): Ranked[] {
  return index.top(listLength, {
    from: ticket.place,
    needMask: ticket.skills,
    distanceScore: (meters) => travelScore(policy, meters ?? Infinity),
    score: (slot, meters) => {
      const engineer = engineers[slot]
      if (!engineer || meters === null || !isEligible(engineer, ticket)) return null
      return scoreOf(policy, engineer, meters)
    },
  })
}
