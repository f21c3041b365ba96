import type { Recommended } from './advice.ts'
import type { DecisionRecord } from './decision-record.ts'
import type { Policy } from './policy.ts'
import { scoreOf, type Score } from './score.ts'

/** What was shown of a score: the points in the order of the policy's objectives. */
type StoredScore = { total: number; points: readonly number[] }

/**
 * A record as it is kept. Since its second shape a score keeps what was shown alone: grades and shares follow from the raw
 * values, which the record has, and from the policy version, which is never changed. Records of before name no shape and keep
 * every line.
 */
export type StoredRecord =
  | (DecisionRecord & { shape?: never })
  | (Omit<DecisionRecord, 'recommended'> & {
      shape: 2
      recommended: readonly (Omit<Recommended, 'score'> & { score: StoredScore })[]
    })

export const toStoredRecord = ({ recommended, ...record }: DecisionRecord): StoredRecord => ({
  ...record,
  shape: 2,
  recommended: recommended.map(({ score: { total, lines }, ...one }) => ({
    ...one,
    score: { total, points: lines.map(({ points }) => points) },
  })),
})

/** The record as it was made. The points are those that were stored, whatever the policy says today. */
export function fromStoredRecord(stored: StoredRecord, policy: Policy): DecisionRecord {
  if (stored.shape === undefined) return stored
  const record = {
    ...stored,
    // How it is kept is nothing to its reader.
    shape: undefined,
    recommended: stored.recommended.map((one) => ({ ...one, score: toScore(one, policy) })),
  }
  return record
}

/** Of a record that does not fit its policy no lines are left, so that a verification finds it. */
function toScore(
  { raw, score: { total, points } }: Pick<Recommended, 'raw'> & { score: StoredScore },
  policy: Policy,
): Score {
  const { lines } = scoreOf(raw, policy)
  if (lines.length !== points.length) return { total, lines: [] }
  return { total, lines: lines.map((line, index) => ({ ...line, points: points[index] ?? line.points })) }
}
