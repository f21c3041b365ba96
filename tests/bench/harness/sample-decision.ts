import { noon, sampleEngineer, sampleTicket } from '#domain/sample-board.ts'
import { toDecisionRecord } from '#domain/scoring/decision-record.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { orderCandidates } from '#domain/scoring/rank.ts'
import type { Candidate } from '#domain/scoring/raw-values.ts'
import { toStoredRecord, type StoredRecord } from '#domain/scoring/stored-record.ts'
import { standardPolicy } from '#tests/support/standard-policy.ts'

/** A record as the product writes it: what a reference by hand has to write too. */
export function sampleDecisionRecord(): StoredRecord {
  const question = {
    ticket: sampleTicket({ id: 'ticket' }),
    now: noon,
    timeZone: 'Asia/Shanghai',
    meanWeekCount: 20,
    wishes: { never: [], only: [] },
  }
  const candidates = Array.from({ length: 200 }, (_, index): Candidate => ({
    engineer: sampleEngineer({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      ref: index,
    }),
    openLoad: index % 3,
    placeFrom: 'home',
    travel: { meters: 137.5 * index, seconds: 180 + 23.7 * index, source: 'estimate' },
    visits: 0,
    weekCount: index % 40,
  }))
  const inForce = { policy: samplePolicy, ref: { ...standardPolicy, name: '标准' } }
  const record = toDecisionRecord(question, orderCandidates(question, candidates, samplePolicy), inForce, {
    chosenEngineerId: candidates[0]?.engineer.id ?? '',
    decidedBy: 'person',
    reason: null,
  })
  return toStoredRecord(record)
}
