import type { Rejection } from '../rejection.ts'
import type { Policy } from './policy.ts'
import { toRawValues, type Candidate, type RawValues, type TicketQuestion } from './raw-values.ts'
import { findExclusion } from './rules.ts'
import { exactTotal, scoreOf, type Score } from './score.ts'

export type Ranked = { candidate: Candidate; raw: RawValues; score: Score }
export type Excluded = { candidate: Candidate; rejection: Rejection }

/** Who could take a ticket, best first, and why the others could not. */
export type Ranking = { eligible: readonly Ranked[]; excluded: readonly Excluded[] }

/** A candidate at its place, the score not yet taken apart into points. */
export type Ordered = Omit<Ranked, 'score'>

/** As a ranking, for those who look at few of the scores. */
export type Order = { eligible: readonly Ordered[]; excluded: readonly Excluded[] }

/**
 * All candidates of a ticket. The order depends on the facts alone: of equal scores the engineer with the lower `ref`
 * comes first, so that a list never flickers.
 */
export function orderCandidates(
  question: TicketQuestion,
  candidates: Iterable<Candidate>,
  policy: Policy,
): Order {
  const eligible: { candidate: Candidate; raw: RawValues; total: number }[] = []
  const excluded: Excluded[] = []
  for (const candidate of candidates) {
    const rejection = findExclusion(question, candidate, policy)
    if (rejection) {
      excluded.push({ candidate, rejection })
      continue
    }
    const raw = toRawValues(question, candidate, policy)
    eligible.push({ candidate, raw, total: exactTotal(raw, policy) })
  }
  eligible.sort((a, b) => b.total - a.total || a.candidate.engineer.ref - b.candidate.engineer.ref)
  excluded.sort((a, b) => a.candidate.engineer.ref - b.candidate.engineer.ref)
  return { eligible, excluded }
}

/** As orderCandidates, with the score of each. */
export function rankCandidates(
  question: TicketQuestion,
  candidates: Iterable<Candidate>,
  policy: Policy,
): Ranking {
  const { eligible, excluded } = orderCandidates(question, candidates, policy)
  return {
    eligible: eligible.map(({ candidate, raw }) => ({ candidate, raw, score: scoreOf(raw, policy) })),
    excluded,
  }
}

/**
 * Whether the engine may give the ticket to the first of the list by itself. An only candidate has no second to lead, and
 * needs the floor alone.
 */
export function mayAssignAlone(
  totals: readonly number[],
  { floor, lead }: Policy['automatic'],
): { ok: true } | { ok: false; reason: 'nobody' | 'below-floor' | 'lead-too-small' } {
  const [first, second] = totals
  if (first === undefined) return { ok: false, reason: 'nobody' }
  if (first < floor) return { ok: false, reason: 'below-floor' }
  if (second !== undefined && first - second < lead) return { ok: false, reason: 'lead-too-small' }
  return { ok: true }
}
