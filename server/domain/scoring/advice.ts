import type { Instant } from '../instant.ts'
import type { Rejection } from '../rejection.ts'
import { compareScores, findReversal, type Difference, type Reversal } from './compare.ts'
import type { Policy } from './policy.ts'
import { mayAssignAlone, type Order, type Ordered } from './rank.ts'
import { arrival, type Candidate, type RawValues, type TicketQuestion } from './raw-values.ts'
import { scoreOf, type Score } from './score.ts'

/** Which version of which policy spoke. */
export type PolicyRef = { policyId: string; number: number; name: string }

export type Recommended = {
  engineerId: string
  score: Score
  raw: RawValues
  /** From now until the engineer stands at the door. */
  travel: Candidate['travel']
  placeFrom: Candidate['placeFrom']
  openLoad: number
  capacity: number
  arrivesAt: Instant
}

/** What the engine says about one ticket: who, best first, why, and why not the others. */
export type Advice = {
  ticketId: string
  /** The ticket as it was looked at. */
  ticketVersion: number
  at: Instant
  policy: PolicyRef
  recommended: readonly Recommended[]
  /** How many could be sent, those beyond the list too. */
  eligibleCount: number
  excluded: readonly { engineerId: string; rejection: Rejection }[]
  /** The first against the second, where there are two. */
  ahead: { difference: Difference; reversal: Reversal | null } | null
  /** From when on the engine may act alone. */
  automatic: Policy['automatic']
  /** Whether it may send the first. */
  alone: ReturnType<typeof mayAssignAlone>
}

export function toAdvice(
  question: TicketQuestion,
  { eligible, excluded }: Order,
  { policy, ref, most }: { policy: Policy; ref: PolicyRef; most: number },
): Advice {
  // Points are worked out for those who are shown only: on a large board that is most of the time.
  const recommended = eligible.slice(0, most).map((one) => toRecommended(question, one, policy))
  const [first, second] = eligible
  const [firstScore, secondScore] = eligible.slice(0, 2).map(({ raw }) => scoreOf(raw, policy))
  return {
    ticketId: question.ticket.id,
    ticketVersion: question.ticket.version,
    at: question.now,
    policy: ref,
    recommended,
    eligibleCount: eligible.length,
    excluded: excluded.map(({ candidate, rejection }) => ({ engineerId: candidate.engineer.id, rejection })),
    ahead:
      first && second && firstScore && secondScore
        ? {
            difference: compareScores(firstScore, secondScore),
            reversal: findReversal(contestant(first), contestant(second), policy) ?? null,
          }
        : null,
    automatic: policy.automatic,
    alone: mayAssignAlone(
      [firstScore, secondScore].flatMap((score) => (score ? [score.total] : [])),
      policy.automatic,
    ),
  }
}

const contestant = ({ raw, candidate }: Ordered) => ({ raw, capacity: candidate.engineer.capacity })

export const toRecommended = (
  question: TicketQuestion,
  { candidate, raw }: Ordered,
  policy: Policy,
): Recommended => ({
  engineerId: candidate.engineer.id,
  score: scoreOf(raw, policy),
  raw,
  travel: candidate.travel,
  placeFrom: candidate.placeFrom,
  openLoad: candidate.openLoad,
  capacity: candidate.engineer.capacity,
  arrivesAt: arrival(question, candidate),
})
