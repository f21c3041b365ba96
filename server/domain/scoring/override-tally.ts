import type { RejectionName } from '../rejection.ts'
import { compareScores } from './compare.ts'
import { isOverride, type DecisionRecord } from './decision-record.ts'
import type { ObjectiveName } from './policy.ts'

/** How often people chose other than advised, whom, and what spoke against it. */
export type OverrideTally = {
  byPeople: number
  overrides: number
  /** How often each engineer was preferred to the one advised. */
  preferred: Readonly<Record<string, number>>
  /** The objective that spoke most for the one advised. */
  against: Readonly<Partial<Record<ObjectiveName, number>>>
  /** The rule by which the engine would not have sent the one chosen. */
  againstRule: Readonly<Partial<Record<RejectionName, number>>>
}

export const emptyOverrides: OverrideTally = {
  byPeople: 0,
  overrides: 0,
  preferred: {},
  against: {},
  againstRule: {},
}

export function countOverride(tally: OverrideTally, record: DecisionRecord): OverrideTally {
  if (record.decidedBy !== 'person') return tally
  const byPeople = tally.byPeople + 1
  if (!isOverride(record)) return { ...tally, byPeople }
  const objective = findObjectiveAgainst(record)
  const rule = record.chosenAgainst?.name
  return {
    byPeople,
    overrides: tally.overrides + 1,
    preferred: raised(tally.preferred, record.chosenEngineerId),
    against: objective ? raised(tally.against, objective) : tally.against,
    againstRule: rule ? raised(tally.againstRule, rule) : tally.againstRule,
  }
}

const raised = <Key extends string>(
  counts: Readonly<Partial<Record<Key, number>>>,
  key: Key,
): Readonly<Record<Key, number>> => ({ ...counts, [key]: (counts[key] ?? 0) + 1 })

/** Undefined where a rule speaks against the chosen one, or no objective does: two with the same points. */
function findObjectiveAgainst({ recommended, chosenEngineerId }: DecisionRecord): ObjectiveName | undefined {
  const [advised] = recommended
  const chosen = recommended.find(({ engineerId }) => engineerId === chosenEngineerId)
  if (!advised || !chosen) return undefined
  return compareScores(advised.score, chosen.score).parts.find(({ points }) => points > 0)?.objective
}
