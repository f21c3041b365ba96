import { toAdvice, type Advice } from '#domain/scoring/advice.ts'
import { toDecisionRecord, type Choice, type DecisionRecord } from '#domain/scoring/decision-record.ts'
import { samplePolicy } from '#domain/scoring/sample-policy.ts'
import { rankCandidates } from '#domain/scoring/rank.ts'
import type { Candidate } from '#domain/scoring/raw-values.ts'
import { noon, sampleEngineer, sampleTicket } from '../board/sample-board.ts'

type Given = Partial<Omit<Candidate, 'engineer'>> & {
  id: string
  engineer?: Partial<Candidate['engineer']>
}

const inForce = { policy: samplePolicy, ref: { policyId: 'p', number: 1, name: '标准' } }

/** What the real scoring says of invented engineers, for tests of the screens that show it. */
export function sampleAdvice(engineers: readonly Given[]): Advice {
  const { question, ranking } = rankSample(engineers)
  return toAdvice(question, ranking, { ...inForce, most: 10 })
}

/** What is kept of it when one of them gets the ticket. */
export function sampleDecision(engineers: readonly Given[], choice: Choice): DecisionRecord {
  const { question, ranking } = rankSample(engineers)
  return toDecisionRecord(question, ranking, inForce, choice)
}

function rankSample(engineers: readonly Given[]) {
  const ticket = sampleTicket({ id: 't', requiredSkills: [{ skill: '燃气', level: 2 }] })
  const question = {
    ticket,
    now: noon,
    timeZone: 'Asia/Shanghai',
    meanWeekCount: 10,
    wishes: { never: [], only: [] },
  }
  const candidates = engineers.map(({ id, engineer, ...given }, index): Candidate => ({
    openLoad: 1,
    placeFrom: 'live',
    travel: { meters: 4_100, seconds: 720, source: 'road' },
    visits: 0,
    weekCount: 10,
    ...given,
    engineer: sampleEngineer({
      id,
      ref: index + 1,
      skills: [{ skill: '燃气', level: 2 }],
      ratingSum: 96,
      ratingCount: 20,
      ...engineer,
    }),
  }))
  return { question, ranking: rankCandidates(question, candidates, samplePolicy) }
}
