import type { Rejection } from '../rejection.ts'
import { toRecommended, type Recommended } from './advice.ts'
import type { Policy } from './policy.ts'
import { toRawValues, type Candidate, type TicketQuestion } from './raw-values.ts'
import { findExclusion } from './rules.ts'

/** What the engine says of one engineer for one ticket: the score, or the first rule that leaves the engineer out. */
export type EngineerScore =
  | { ticketId: string; kind: 'scored'; recommended: Recommended }
  | { ticketId: string; kind: 'against'; rejection: Rejection }

/**
 * The same as the engineer's line in the ticket's advice, which leaves out by the estimate first and asks about roads only
 * for those who are left.
 */
export function toEngineerScore(
  question: TicketQuestion,
  { byEstimate, refined }: { byEstimate: Candidate; refined: Candidate },
  policy: Policy,
): EngineerScore {
  const ticketId = question.ticket.id
  const rejection = findExclusion(question, byEstimate, policy) ?? findExclusion(question, refined, policy)
  if (rejection) return { ticketId, kind: 'against', rejection }
  const raw = toRawValues(question, refined, policy)
  return {
    ticketId,
    kind: 'scored',
    recommended: toRecommended(question, { candidate: refined, raw }, policy),
  }
}
