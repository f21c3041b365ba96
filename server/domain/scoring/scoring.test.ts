import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hours, minutes } from '../instant.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from '../sample-board.ts'
import { compareScores, findReversal } from './compare.ts'
import { findCurveFlaw, gradeAt, neverFalls, neverRises, slopeAt, type Curve } from './curve.ts'
import { findRecordFlaw, isOverride, toDecisionRecord, type Choice } from './decision-record.ts'
import { findPolicyFlaw, objectiveNames, type Policy } from './policy.ts'
import { fromStoredRecord, toStoredRecord, type StoredRecord } from './stored-record.ts'
import { samplePolicy } from './sample-policy.ts'
import { mayAssignAlone, rankCandidates, type Ranked } from './rank.ts'
import { bayesianStars, toRawValues, type Candidate, type TicketQuestion } from './raw-values.ts'
import { findExclusion } from './rules.ts'
import { exactTotal, scoreOf } from './score.ts'

const question = (given: Partial<TicketQuestion> = {}): TicketQuestion => ({
  ticket: sampleTicket({ id: 't', requiredSkills: [{ skill: '燃气', level: 2 }] }),
  now: noon,
  timeZone: 'Asia/Shanghai',
  meanWeekCount: 10,
  wishes: { never: [], only: [] },
  ...given,
})

const candidate = (
  id: string,
  given: Partial<Omit<Candidate, 'engineer'>> & { engineer?: object } = {},
): Candidate => ({
  openLoad: 1,
  placeFrom: 'live',
  travel: { meters: 4_000, seconds: 900, source: 'estimate' },
  visits: 0,
  weekCount: 10,
  ...given,
  engineer: sampleEngineer({
    id,
    skills: [{ skill: '燃气', level: 2 }],
    ratingSum: 90,
    ratingCount: 20,
    ...given.engineer,
  }),
})

const anyCurve = fc
  .uniqueArray(
    fc.record({ at: fc.integer({ min: -100, max: 300 }), grade: fc.double({ min: 0, max: 1, noNaN: true }) }),
    {
      selector: ({ at }) => at,
      minLength: 2,
      maxLength: 6,
    },
  )
  .map((points): Curve => points.sort((a, b) => a.at - b.at))

const anyPolicy = fc
  .array(fc.record({ weight: fc.integer({ min: 0, max: 100 }), curve: anyCurve }), {
    minLength: objectiveNames.length,
    maxLength: objectiveNames.length,
  })
  .filter((objectives) => objectives.slice(0, 4).some(({ weight }) => weight > 0))
  .map((objectives): Policy => ({
    ...samplePolicy,
    objectives: objectives.flatMap((objective, index) => {
      const name = objectiveNames[index]
      return name ? [{ name, ...objective }] : []
    }),
  }))

const anyCandidate = fc
  .record({
    ref: fc.integer({ min: 1, max: 1_000_000 }),
    openLoad: fc.integer({ min: 0, max: 4 }),
    minutesAway: fc.integer({ min: 0, max: 200 }),
    visits: fc.integer({ min: 0, max: 5 }),
    weekCount: fc.integer({ min: 0, max: 30 }),
    ratingCount: fc.integer({ min: 0, max: 300 }),
    stars: fc.integer({ min: 1, max: 5 }),
    level: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ ref, openLoad, minutesAway, visits, weekCount, ratingCount, stars, level }) =>
    candidate(`e${ref}`, {
      openLoad,
      visits,
      weekCount,
      travel: { meters: minutesAway * 500, seconds: minutesAway * 60, source: 'estimate' },
      engineer: { ref, ratingCount, ratingSum: ratingCount * stars, skills: [{ skill: '燃气', level }] },
    }),
  )
const anyCandidates = fc.uniqueArray(anyCandidate, {
  selector: ({ engineer }) => engineer.ref,
  minLength: 0,
  maxLength: 12,
})

describe('a curve', () => {
  const falling: Curve = [
    { at: 5, grade: 1 },
    { at: 25, grade: 0.5 },
    { at: 60, grade: 0 },
  ]

  it('goes straight between its points and level beyond them', () => {
    expect([0, 5, 15, 25, 60, 1_000].map((minute) => gradeAt(falling, minute))).toEqual([
      1, 1, 0.75, 0.5, 0, 0,
    ])
  })

  it('knows which way it never goes', () => {
    expect(neverRises(falling)).toBe(true)
    expect(neverFalls(falling)).toBe(false)
    expect(neverRises([...falling, { at: 90, grade: 0.2 }])).toBe(false)
  })

  it('says what a unit is worth where', () => {
    expect(slopeAt(falling, 10)).toBeCloseTo(-0.025)
    expect(slopeAt(falling, 61)).toBe(0)
  })

  it.each([
    [[{ at: 1, grade: 1 }], 'too-few-points'],
    [
      [
        { at: 1, grade: 1 },
        { at: Number.NaN, grade: 0 },
      ],
      'not-a-number',
    ],
    [
      [
        { at: 2, grade: 1 },
        { at: 2, grade: 0 },
      ],
      'not-ascending',
    ],
    [
      [
        { at: 1, grade: 1.1 },
        { at: 2, grade: 0 },
      ],
      'grade-out-of-range',
    ],
  ])('names what is wrong with %j', (curve, flaw) => {
    expect(findCurveFlaw(curve)).toBe(flaw)
  })

  it('never leaves 0 to 1 and never rises when its points do not', () => {
    fc.assert(
      fc.property(
        anyCurve,
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (curve, value, more) => {
          const sorted = curve.map(({ at }, index) => ({
            at,
            grade: [...curve].sort((a, b) => b.grade - a.grade)[index]?.grade ?? 0,
          }))
          expect(gradeAt(sorted, value + more)).toBeLessThanOrEqual(gradeAt(sorted, value) + 1e-12)
          expect(gradeAt(curve, value)).toBeGreaterThanOrEqual(0)
          expect(gradeAt(curve, value)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('a policy', () => {
  it('that the product starts with has no flaw', () => {
    expect(findPolicyFlaw(samplePolicy)).toBeUndefined()
  })

  it.each([
    [
      { objectives: samplePolicy.objectives.map((one) => ({ ...one, weight: 0 })) },
      { name: 'all-weights-zero' },
    ],
    [
      {
        objectives: [{ name: 'travel', weight: Number.NaN, curve: samplePolicy.objectives[0]?.curve ?? [] }],
      },
      { name: 'weight-out-of-range', objective: 'travel' },
    ],
    [
      { objectives: [{ name: 'load', weight: 1, curve: [{ at: 0, grade: 1 }] }] },
      { name: 'curve', objective: 'load', flaw: 'too-few-points' },
    ],
    [{ maxTravelMinutes: 0 }, { name: 'number-out-of-range', field: 'maxTravelMinutes' }],
    [{ automatic: { floor: 101, lead: 0 } }, { name: 'number-out-of-range', field: 'floor' }],
  ] as const)('is refused by name: %j', (change, flaw) => {
    expect(findPolicyFlaw({ ...samplePolicy, ...change })).toEqual(flaw)
  })
})

describe('raw values', () => {
  it('three stars from one vote do not beat 4.7 from two hundred', () => {
    const prior = { stars: 4.5, votes: 10 }
    const oneVote = bayesianStars({ ratingSum: 5, ratingCount: 1 }, prior)
    const manyVotes = bayesianStars({ ratingSum: 940, ratingCount: 200 }, prior)
    expect(oneVote).toBeLessThan(manyVotes)
  })

  it('a rating without votes is the prior, and flagged', () => {
    const raw = toRawValues(
      question(),
      candidate('new', { engineer: { ratingCount: 0, ratingSum: 0 } }),
      samplePolicy,
    )
    expect(raw.rating).toEqual({ kind: 'value', value: 4.5, flags: ['no-votes'] })
  })

  it('slack is counted from arrival to the end of the window, and waiting for its start is no gain', () => {
    const ticket = sampleTicket({ id: 't', windowFrom: noon + hours(1), windowTo: noon + hours(2) })
    const raw = toRawValues(question({ ticket }), candidate('early'), samplePolicy)
    expect(raw.slack).toEqual({ kind: 'value', value: 60 })
  })

  it('what the ticket does not ask has no weight, what nobody knows is neutral', () => {
    const raw = toRawValues(
      question({ ticket: sampleTicket({ id: 't' }), meanWeekCount: 0 }),
      candidate('one'),
      samplePolicy,
    )
    const { lines } = scoreOf(raw, samplePolicy)
    expect(lines.map(({ objective }) => objective)).toEqual(['travel', 'load', 'rating', 'slack', 'fairness'])
    expect(lines.find(({ objective }) => objective === 'fairness')).toMatchObject({
      raw: { kind: 'missing' },
      grade: 0.5,
    })
  })

  it('the engineer who holds the ticket has stability on their side', () => {
    const ticket = sampleTicket({ id: 't', assignment: heldBy('holder') })
    expect(toRawValues(question({ ticket }), candidate('holder'), samplePolicy).stability).toEqual({
      kind: 'value',
      value: 1,
    })
    expect(toRawValues(question({ ticket }), candidate('other'), samplePolicy).stability).toEqual({
      kind: 'value',
      value: 0,
    })
  })
})

describe('a rule', () => {
  const strict = {
    ...samplePolicy,
    rules: { wishes: true, region: true, 'max-travel': true, 'in-time': true },
  }
  const excluded = (
    given: Parameters<typeof candidate>[1],
    asked: Partial<TicketQuestion> = {},
    policy: Policy = strict,
  ) => findExclusion(question(asked), candidate('何军', given), policy)

  it('names skill, certificate and capacity with their numbers, whatever the policy', () => {
    expect(excluded({ engineer: { skills: [{ skill: '燃气', level: 1 }] } })).toMatchObject({
      name: 'skill-missing',
      needed: 2,
      has: 1,
    })
    expect(
      excluded({ engineer: { skills: [{ skill: '燃气', level: 2, validUntil: '2025-11-20' }] } }),
    ).toEqual({ name: 'certificate-expired', engineer: '何军', skill: '燃气', validUntil: '2025-11-20' })
    expect(
      excluded({ engineer: { skills: [{ skill: '燃气', level: 2, validUntil: '2025-11-21' }] } }),
    ).toBeUndefined()
    expect(excluded({ openLoad: 5 })).toEqual({ name: 'at-capacity', engineer: '何军', load: 5, capacity: 5 })
  })

  it("keeps to the customer's wishes", () => {
    expect(excluded({}, { wishes: { never: ['何军'], only: [] } })).toMatchObject({ name: 'customer-wish' })
    expect(excluded({}, { wishes: { never: [], only: ['吴峰'] } })).toMatchObject({ name: 'customer-wish' })
    expect(excluded({}, { wishes: { never: [], only: ['何军'] } })).toBeUndefined()
  })

  it('keeps engineers to their districts', () => {
    const ticket = { ...question().ticket, district: '静安区' }
    expect(excluded({ engineer: { districts: ['徐汇区'] } }, { ticket })).toEqual({
      name: 'outside-region',
      engineer: '何军',
      district: '静安区',
    })
    expect(excluded({ engineer: { districts: ['静安区'] } }, { ticket })).toBeUndefined()
  })

  it('knows how far is too far, and what is too late', () => {
    const far = { travel: { meters: 80_000, seconds: 7_200, source: 'road' as const } }
    expect(excluded(far)).toEqual({ name: 'travel-too-long', engineer: '何军', minutes: 120, limit: 90 })
    const ticket = sampleTicket({ id: 't', dueAt: noon + minutes(10) })
    expect(excluded({}, { ticket })).toEqual({ name: 'arrives-late', engineer: '何军', minutes: 5 })
    expect(excluded({}, { ticket }, samplePolicy)).toBeUndefined()
  })
})

describe('a ranking', () => {
  it('shows points that add up to the score, whatever the policy', () => {
    fc.assert(
      fc.property(anyPolicy, anyCandidate, (policy, one) => {
        const raw = toRawValues(question(), one, policy)
        const { total, lines } = scoreOf(raw, policy)
        const tenths = lines.reduce((sum, { points }) => sum + Math.round(points * 10), 0)
        expect(tenths).toBe(Math.round(total * 10))
        expect(Math.abs(total - exactTotal(raw, policy))).toBeLessThan(0.051)
        expect(total).toBeGreaterThanOrEqual(0)
        expect(total).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('does not depend on the order in which the engineers come', () => {
    fc.assert(
      fc.property(anyPolicy, anyCandidates, (policy, candidates) => {
        const ids = (list: readonly Ranked[]) => list.map(({ candidate: { engineer } }) => engineer.id)
        const forward = rankCandidates(question(), candidates, policy)
        const backward = rankCandidates(question(), [...candidates].reverse(), policy)
        expect(ids(backward.eligible)).toEqual(ids(forward.eligible))
        const totals = forward.eligible.map(({ raw }) => exactTotal(raw, policy))
        expect(totals).toEqual([...totals].sort((a, b) => b - a))
      }),
    )
  })

  it('puts the lower ref first among equals', () => {
    const twins = [candidate('b', { engineer: { ref: 2 } }), candidate('a', { engineer: { ref: 1 } })]
    const { eligible } = rankCandidates(question(), twins, samplePolicy)
    expect(eligible.map((one) => one.candidate.engineer.id)).toEqual(['a', 'b'])
  })

  it('is empty where nobody is', () => {
    expect(rankCandidates(question(), [], samplePolicy)).toEqual({ eligible: [], excluded: [] })
  })
})

describe('a comparison', () => {
  it('adds up to the difference', () => {
    fc.assert(
      fc.property(anyPolicy, anyCandidate, anyCandidate, (policy, one, other) => {
        const a = scoreOf(toRawValues(question(), one, policy), policy)
        const b = scoreOf(toRawValues(question(), other, policy), policy)
        const { total, parts } = compareScores(a, b)
        const tenths = parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0)
        expect(tenths).toBe(Math.round(total * 10))
      }),
    )
  })

  it('names a change that, applied, reverses the order', () => {
    fc.assert(
      fc.property(anyPolicy, anyCandidates, (policy, candidates) => {
        const [first, second] = rankCandidates(question(), candidates, policy).eligible
        if (!first || !second) return
        const side = ({ raw, candidate: { engineer } }: Ranked) => ({ raw, capacity: engineer.capacity })
        const reversal = findReversal(side(first), side(second), policy)
        if (!reversal) return
        const changedPolicy =
          reversal.change === 'weight'
            ? {
                ...policy,
                objectives: policy.objectives.map((one) =>
                  one.name === reversal.objective ? { ...one, weight: reversal.to } : one,
                ),
              }
            : policy
        const changed =
          reversal.change === 'load'
            ? { ...first.candidate, openLoad: first.candidate.openLoad + reversal.ticketsMore }
            : reversal.change === 'travel'
              ? {
                  ...first.candidate,
                  travel: {
                    ...first.candidate.travel,
                    seconds: first.candidate.travel.seconds + reversal.minutesMore * 60,
                  },
                }
              : first.candidate
        const after = exactTotal(toRawValues(question(), changed, policy), changedPolicy)
        expect(exactTotal(second.raw, changedPolicy)).toBeGreaterThan(after - 1e-9)
      }),
    )
  })
})

describe('the engine alone', () => {
  it('needs the floor and the lead', () => {
    const limits = { floor: 60, lead: 2 }
    expect(mayAssignAlone([], limits)).toEqual({ ok: false, reason: 'nobody' })
    expect(mayAssignAlone([59.9], limits)).toEqual({ ok: false, reason: 'below-floor' })
    expect(mayAssignAlone([80, 79], limits)).toEqual({ ok: false, reason: 'lead-too-small' })
    expect(mayAssignAlone([80, 78], limits)).toEqual({ ok: true })
    expect(mayAssignAlone([60], limits)).toEqual({ ok: true })
  })
})

describe('a decision record', () => {
  const ref = { policyId: 'p', number: 1, name: '标准' }
  const recordOn = (policy: Policy, candidates: readonly Candidate[], choice: Choice) =>
    toDecisionRecord(question(), rankCandidates(question(), candidates, policy), { policy, ref }, choice)

  it('computes again to the same scores and order, also after its way through JSON', () => {
    fc.assert(
      fc.property(anyPolicy, anyCandidates, (policy, candidates) => {
        const record = recordOn(policy, candidates, {
          chosenEngineerId: candidates[0]?.engineer.id ?? 'nobody',
          decidedBy: 'person',
          reason: null,
        })
        const earlier = JSON.parse(JSON.stringify(record)) as typeof record
        const stored = JSON.parse(JSON.stringify(toStoredRecord(record))) as StoredRecord
        expect(fromStoredRecord(stored, policy)).toEqual(earlier)
        expect(fromStoredRecord(earlier, policy)).toBe(earlier)
        expect(findRecordFlaw(earlier, policy)).toBeUndefined()
      }),
    )
  })

  it('is found out when a raw value or the policy is another', () => {
    const record = recordOn(samplePolicy, [candidate('a'), candidate('b', { openLoad: 3 })], {
      chosenEngineerId: 'b',
      decidedBy: 'person',
      reason: '熟悉现场',
    })
    expect(record).toMatchObject({ chosenRank: 2, chosenAgainst: null, eligibleCount: 2 })
    expect(isOverride(record)).toBe(true)
    const other = {
      ...samplePolicy,
      objectives: samplePolicy.objectives.map((one) => (one.name === 'load' ? { ...one, weight: 40 } : one)),
    }
    expect(findRecordFlaw(record, other)).toMatchObject({ flaw: 'score-differs' })
    expect(findRecordFlaw(fromStoredRecord(toStoredRecord(record), other), other)).toMatchObject({
      flaw: 'score-differs',
    })
    expect(
      findRecordFlaw({ ...record, recommended: [...record.recommended].reverse() }, samplePolicy),
    ).toMatchObject({
      flaw: 'order-differs',
    })
    expect(findRecordFlaw({ ...record, chosenRank: 1 }, samplePolicy)).toMatchObject({
      flaw: 'rank-differs',
    })
  })
})
