import type { Policy } from './policy.ts'
import { mayAssignAlone, type Order } from './rank.ts'
import { scoreOf } from './score.ts'

/** Why the engine, where it may assign by itself, leaves a ticket to people. */
export type LeftToPeople =
  | { reason: 'nobody' }
  | { reason: 'below-floor'; floor: number }
  | { reason: 'lead-too-small'; lead: number; needed: number }
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
  { policy, isTakenBack }: { policy: Policy; isTakenBack: boolean },
): Suggestion {
  const [first] = eligible
  const totals = eligible.slice(0, 2).map(({ raw }) => scoreOf(raw, policy).total)
  return {
    ticketId: id,
    ticketVersion: version,
    first: first
      ? {
          engineerId: first.candidate.engineer.id,
          points: totals[0] ?? 0,
          travelSeconds: first.candidate.travel.seconds,
        }
      : null,
    left: isTakenBack ? { reason: 'taken-back' } : findObstacle(totals, policy.automatic),
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
