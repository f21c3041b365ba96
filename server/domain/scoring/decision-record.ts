import type { Rejection, RejectionName } from '../rejection.ts'
import { toRecommended, type PolicyRef, type Recommended } from './advice.ts'
import type { Policy } from './policy.ts'
import type { Order } from './rank.ts'
import type { TicketQuestion } from './raw-values.ts'
import { exactTotal, scoreOf, type Score, type ScoreLine } from './score.ts'

/**
 * Why an engineer got a ticket, kept with the assignment: what the engine advised at that moment and how the choice stands
 * to it. Holds the raw values, so that it can be computed again from the policy version alone.
 */
export type DecisionRecord = {
  /** `engineer`: took it out of the pool. */
  decidedBy: 'person' | 'engine' | 'engineer'
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
  /** The person accepted what was suggested; records from before there were suggestions say nothing. */
  asSuggested?: boolean
}

/** How many of the list a record keeps. */
const kept = 10

/** Who was chosen, by whom, and what was given as reason. */
export type Choice = Pick<DecisionRecord, 'chosenEngineerId' | 'decidedBy' | 'reason' | 'asSuggested'>

export function toDecisionRecord(
  question: TicketQuestion,
  { eligible, excluded }: Order,
  { policy, ref }: { policy: Policy; ref: PolicyRef },
  { chosenEngineerId, decidedBy, reason, asSuggested }: Choice,
): DecisionRecord {
  const isChosen = ({ candidate }: { candidate: { engineer: { id: string } } }) =>
    candidate.engineer.id === chosenEngineerId
  const index = eligible.findIndex(isChosen)
  const excludedBy: Partial<Record<RejectionName, number>> = {}
  for (const { rejection } of excluded) excludedBy[rejection.name] = (excludedBy[rejection.name] ?? 0) + 1
  return {
    decidedBy,
    chosenEngineerId,
    policy: ref,
    recommended: eligible
      .filter((_, at) => at < kept || at === index)
      .map((one) => toRecommended(question, one, policy)),
    chosenRank: index < 0 ? null : index + 1,
    chosenAgainst: excluded.find(isChosen)?.rejection ?? null,
    eligibleCount: eligible.length,
    excludedBy,
    reason,
    ...(asSuggested === true && { asSuggested }),
  }
}

/**
 * A person chose other than the engine would have. Whoever accepts a suggestion has not, even when the engine has thought
 * better of it meanwhile.
 */
export const isOverride = ({
  decidedBy,
  chosenRank,
  asSuggested,
}: Pick<DecisionRecord, 'decidedBy' | 'chosenRank' | 'asSuggested'>): boolean =>
  decidedBy === 'person' && chosenRank !== 1 && asSuggested !== true

export type RecordFlaw =
  | { flaw: 'score-differs'; engineerId: string; stored: Score; computed: Score }
  | { flaw: 'order-differs'; engineerId: string }
  | { flaw: 'rank-differs'; engineerId: string }

/** Computes a stored decision again from its raw values and the policy version; undefined when it comes out the same. */
export function findRecordFlaw(
  { recommended, chosenEngineerId, chosenRank }: DecisionRecord,
  policy: Policy,
): RecordFlaw | undefined {
  // Only the best by estimate are asked of the engine that knows the roads; the others stay behind them, whatever their score.
  const above = { road: Infinity, estimate: Infinity }
  for (const { engineerId, raw, score, travel } of recommended) {
    const computed = scoreOf(raw, policy)
    if (!isSameScore(computed, score)) return { flaw: 'score-differs', engineerId, stored: score, computed }
    const total = exactTotal(raw, policy)
    if (total > above[travel.source]) return { flaw: 'order-differs', engineerId }
    above[travel.source] = total
  }
  const place = recommended.findIndex(({ engineerId }) => engineerId === chosenEngineerId)
  // Behind those that are always kept stands the chosen one, whatever the rank.
  const isRight = place === kept ? (chosenRank ?? 0) > kept : (chosenRank ?? 0) === place + 1
  return isRight ? undefined : { flaw: 'rank-differs', engineerId: chosenEngineerId }
}

// Field by field: PostgreSQL keeps the numbers of a jsonb exactly, but not the order of its keys.
const isSameScore = (one: Score, other: Score): boolean =>
  one.total === other.total &&
  one.lines.length === other.lines.length &&
  one.lines.every((line, index) => isSameLine(line, other.lines[index]))

const isSameLine = (one: ScoreLine, other: ScoreLine | undefined): boolean =>
  other !== undefined &&
  one.objective === other.objective &&
  one.grade === other.grade &&
  one.share === other.share &&
  one.points === other.points &&
  isSameRaw(one.raw, other.raw)

function isSameRaw(one: ScoreLine['raw'], other: ScoreLine['raw']): boolean {
  if (one.kind === 'missing' || other.kind === 'missing') return one.kind === other.kind
  return one.value === other.value && String(one.flags ?? '') === String(other.flags ?? '')
}
