import type { Rejection, RejectionName } from '../rejection.ts'
import type { Advice, PolicyRef, Recommended } from './advice.ts'
import type { Policy } from './policy.ts'
import { exactTotal, scoreOf, type Score } from './score.ts'

/**
 * Why an engineer got a ticket, kept with the assignment: what the engine advised at that moment and how the choice stands
 * to it. Holds the raw values, so that it can be computed again from the policy version alone.
 */
export type DecisionRecord = {
  decidedBy: 'person' | 'engine'
  chosenEngineerId: string
  policy: PolicyRef
  /** The first of the list, with raw values; the chosen one stands in it too where the rules allow. */
  recommended: readonly Recommended[]
  /** 1 is the best; null when a rule of the engine speaks against the chosen one. */
  chosenRank: number | null
  chosenAgainst: Rejection | null
  eligibleCount: number
  /** How many engineers each rule left out. */
  excludedBy: Readonly<Partial<Record<RejectionName, number>>>
  /** What the person gave as reason for choosing other than advised. */
  reason: string | null
}

/** How many of the list a record keeps. */
const kept = 10

export function toDecisionRecord(
  advice: Advice,
  { chosenEngineerId, decidedBy, reason }: Pick<DecisionRecord, 'chosenEngineerId' | 'decidedBy' | 'reason'>,
): DecisionRecord {
  const index = advice.recommended.findIndex(({ engineerId }) => engineerId === chosenEngineerId)
  const chosen = advice.recommended[index]
  const best = advice.recommended.slice(0, kept)
  const excludedBy: Partial<Record<RejectionName, number>> = {}
  for (const { rejection } of advice.excluded)
    excludedBy[rejection.name] = (excludedBy[rejection.name] ?? 0) + 1
  return {
    decidedBy,
    chosenEngineerId,
    policy: advice.policy,
    recommended: chosen && index >= kept ? [...best, chosen] : best,
    chosenRank: chosen ? index + 1 : null,
    chosenAgainst:
      advice.excluded.find(({ engineerId }) => engineerId === chosenEngineerId)?.rejection ?? null,
    eligibleCount: advice.eligibleCount,
    excludedBy,
    reason,
  }
}

/** A person chose other than the engine would have. */
export const isOverride = ({
  decidedBy,
  chosenRank,
}: Pick<DecisionRecord, 'decidedBy' | 'chosenRank'>): boolean => decidedBy === 'person' && chosenRank !== 1

export type RecordFlaw =
  | { flaw: 'score-differs'; engineerId: string; stored: Score; computed: Score }
  | { flaw: 'order-differs'; engineerId: string }

/** Computes a stored decision again from its raw values and the policy version; undefined when it comes out the same. */
export function findRecordFlaw({ recommended }: DecisionRecord, policy: Policy): RecordFlaw | undefined {
  let above = Infinity
  for (const { engineerId, raw, score } of recommended) {
    const computed = scoreOf(raw, policy)
    if (JSON.stringify(computed) !== JSON.stringify(score))
      return { flaw: 'score-differs', engineerId, stored: score, computed }
    const total = exactTotal(raw, policy)
    if (total > above) return { flaw: 'order-differs', engineerId }
    above = total
  }
  return undefined
}
