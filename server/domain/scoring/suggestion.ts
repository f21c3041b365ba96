import { nextToAsk } from './next-to-ask.ts'
import type { Policy } from './policy.ts'
import { mayAssignAlone, type Order } from './rank.ts'
import { scoreOf } from './score.ts'

/** Why the engine, where it may assign by itself, leaves a ticket to people. */
export type LeftToPeople =
  | { reason: 'nobody' }
  | { reason: 'below-floor'; floor: number }
  | { reason: 'lead-too-small'; lead: number; needed: number }
  /** All who are good enough were asked, and none has taken it. */
  | { reason: 'all-asked'; asked: number }
  /** Somebody has held it already: what people took back is theirs. */
  | { reason: 'taken-back' }

/** Whom the engine would send to a waiting ticket, in as few words as a card has room for. */
export type Suggestion = {
  ticketId: string
  /** The ticket as it was looked at. */
  ticketVersion: number
  /** Null when nobody can be sent. */
  first: { engineerId: string; points: number; travelSeconds: number } | null
  /** Null when the engine may send the first by itself. */
  left: LeftToPeople | null
}

export function toSuggestion(
  { id, version }: { id: string; version: number },
  { eligible }: Pick<Order, 'eligible'>,
  { policy, isTakenBack, askedIds }: { policy: Policy; isTakenBack: boolean; askedIds: readonly string[] },
): Suggestion {
  // One more than were asked is not asked; one more than that is the second.
  const ranked = eligible.slice(0, askedIds.length + 2).map(({ candidate, raw }) => ({
    engineerId: candidate.engineer.id,
    points: scoreOf(raw, policy).total,
    travelSeconds: candidate.travel.seconds,
  }))
  const isAsked = ({ engineerId }: { engineerId: string }) => askedIds.includes(engineerId)
  // Who has just declined is the last to be suggested.
  const first = ranked.find((one) => !isAsked(one)) ?? ranked[0] ?? null
  return {
    ticketId: id,
    ticketVersion: version,
    first,
    left: isTakenBack
      ? { reason: 'taken-back' }
      : askedIds.length > 0
        ? nextToAsk(ranked, askedIds, policy.automatic).length === 0
          ? { reason: 'all-asked', asked: askedIds.length }
          : null
        : findObstacle(
            ranked.slice(0, 2).map(({ points }) => points),
            policy.automatic,
          ),
  }
}

function findObstacle(totals: readonly number[], limits: Policy['automatic']): LeftToPeople | null {
  const verdict = mayAssignAlone(totals, limits)
  if (verdict.ok) return null
  switch (verdict.reason) {
    case 'nobody':
      return { reason: 'nobody' }
    case 'below-floor':
      return { reason: 'below-floor', floor: limits.floor }
    case 'lead-too-small': {
      const [first = 0, second = 0] = totals
      return { reason: 'lead-too-small', lead: first - second, needed: limits.lead }
    }
  }
}
