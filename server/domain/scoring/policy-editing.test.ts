import { describe, expect, it } from 'vitest'
import { defaultTravelBands, estimateTravelSeconds } from '#geo/travel-estimate.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from '../sample-board.ts'
import { exchangeRates, type TypicalCase } from './exchange-rates.ts'
import type { ObjectiveName, Policy } from './policy.ts'
import { samplePolicy } from './sample-policy.ts'
import { parsePolicy } from './policy-input.ts'
import { previewPolicy, visitKey, type PreviewFacts } from './policy-preview.ts'
import type { RawValues } from './raw-values.ts'
import { exactTotal } from './score.ts'

const weighing = (weights: Partial<Record<ObjectiveName, number>>): Policy => ({
  ...samplePolicy,
  objectives: samplePolicy.objectives.map((one) => ({ ...one, weight: weights[one.name] ?? 0 })),
})

describe('exchangeRates', () => {
  const typical: TypicalCase = {
    meters: 8_000,
    capacity: 5,
    values: { rating: 4.2, load: 40, slack: 20, familiarity: 0, fairness: 90 },
  }

  it('is what the score itself makes of it: so many kilometres more and a better value give the same score', () => {
    const policy = weighing({ travel: 35, rating: 15, load: 20, slack: 15, fairness: 5 })
    const raw = (meters: number, given: Partial<Record<ObjectiveName, number>>): RawValues => {
      const value = (number: number) => ({ kind: 'value', value: number }) as const
      const minutes = estimateTravelSeconds(meters, defaultTravelBands) / 60
      const lost = minutes - estimateTravelSeconds(typical.meters, defaultTravelBands) / 60
      return {
        travel: value(minutes),
        slack: value((given.slack ?? 20) - lost),
        load: value(given.load ?? 40),
        rating: value(given.rating ?? 4.2),
        fairness: value(given.fairness ?? 90),
        familiarity: value(0),
        'skill-fit': { kind: 'not-applicable' },
        stability: { kind: 'not-applicable' },
      }
    }
    const rates = exchangeRates(policy, typical, defaultTravelBands)
    const better = { rating: 4.3, load: 38, slack: 21, fairness: 89 }
    // Small parts of the step: further away the curves bend.
    const part = { rating: 0.1, load: 0.1, slack: 0.1, fairness: 0.1 }
    expect(rates.map(({ objective }) => objective)).toEqual(['rating', 'load', 'slack', 'fairness'])
    for (const { objective, kilometers } of rates) {
      if (objective === 'familiarity') continue
      const meters = typical.meters + 1_000 * (kilometers ?? Number.NaN) * part[objective]
      expect(exactTotal(raw(meters, { [objective]: better[objective] }), policy), objective).toBeCloseTo(
        exactTotal(raw(typical.meters, {}), policy),
        6,
      )
    }
  })

  it('has no kilometres where a kilometre costs nothing', () => {
    const rates = exchangeRates(weighing({ rating: 10 }), typical, defaultTravelBands)
    expect(rates).toEqual([{ objective: 'rating', amount: 1, kilometers: null }])
  })
})

describe('parsePolicy', () => {
  it('takes a policy as it stands', () => {
    expect(parsePolicy(structuredClone(samplePolicy))).toEqual({ ok: true, policy: samplePolicy })
  })

  const [first, ...others] = samplePolicy.objectives
  const travelWith = (given: object) => ({
    ...samplePolicy,
    objectives: [{ ...first, ...given }, ...others],
  })
  it.each([
    ['nothing', null, { name: 'wrong-field', field: 'policy' }],
    [
      'a weight that is no number',
      travelWith({ weight: Number.NaN }),
      { name: 'wrong-field', field: 'objectives.0.weight' },
    ],
    [
      'a value that nobody means',
      travelWith({
        curve: [
          { at: 0, grade: 1 },
          { at: 1e9, grade: 0 },
        ],
      }),
      { name: 'wrong-field', field: 'objectives.0.curve.1.at' },
    ],
    [
      'an objective too few',
      { ...samplePolicy, objectives: others },
      { name: 'wrong-field', field: 'objectives' },
    ],
    ['a field too many', { ...samplePolicy, more: 1 }, { name: 'wrong-field', field: 'policy' }],
    [
      'a curve of one point',
      travelWith({ curve: [{ at: 0, grade: 1 }] }),
      { name: 'policy-flawed', flaw: { name: 'curve', objective: 'travel', flaw: 'too-few-points' } },
    ],
    ['no weights at all', weighing({}), { name: 'policy-flawed', flaw: { name: 'all-weights-zero' } }],
  ])('refuses %s by name', (_what, raw, rejection) => {
    expect(parsePolicy(raw)).toEqual({ ok: false, rejection })
  })
})

describe('previewPolicy', () => {
  const here = { lng: 121.47, lat: 31.23 }
  const north = (kilometers: number) => ({ lng: here.lng, lat: here.lat + kilometers / 111.2 })
  const standing = (id: string, kilometers: number, openLoad: number, given: object = {}) => ({
    engineer: sampleEngineer({ id, name: id, ref: id.charCodeAt(0), ...given }),
    openLoad,
    weekCount: 4,
    place: north(kilometers),
    placeFrom: 'live' as const,
  })
  const facts: PreviewFacts = {
    timeZone: 'Asia/Shanghai',
    tickets: [sampleTicket({ id: 't', place: here })],
    engineers: [standing('near', 2, 4), standing('idle', 9, 0)],
    wishes: new Map(),
    visits: new Map(),
    bandsIn: () => defaultTravelBands,
  }
  const nearest = weighing({ travel: 10 })
  const idlest = weighing({ travel: 1, load: 10 })

  it('tells whom each policy would send first, and what the change costs and brings', () => {
    const { tickets, before, after } = previewPolicy(facts, { inForce: nearest, draft: idlest })
    expect(tickets).toMatchObject([
      { changed: true, worse: true, before: { engineer: 'near' }, after: { engineer: 'idle' } },
    ])
    expect([before.mostInHand, after.mostInHand]).toEqual([5, 1])
    expect(before.meters).toBeCloseTo(2_000, -2)
    expect(after.meters).toBeCloseTo(9_000, -2)
  })

  it('says why, in points that add up, and by what it would turn round', () => {
    const reason = previewPolicy(facts, { inForce: nearest, draft: idlest }).tickets[0]?.reason
    const parts = reason?.difference.parts ?? []
    expect(parts[0]?.objective).toBe('load')
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(reason?.difference.total ?? 0, 6)
    expect(reason?.formerLead).toBeGreaterThan(0)
    expect(reason?.reversal).not.toBeNull()
  })

  it('changes nothing for the policy in force itself', () => {
    const { tickets, before, after } = previewPolicy(facts, { inForce: idlest, draft: idlest })
    expect(tickets[0]).toMatchObject({ changed: false, worse: false, reason: null })
    expect(after).toEqual(before)
  })

  it('asks the ticket as it came: not yet held, by nobody visited for it, at its own moment', () => {
    const customer = { id: 'c', name: '', phoneMasked: '' }
    const held = sampleTicket({ id: 't', place: here, customer, assignment: heldBy('near') })
    const closed = sampleTicket({ ...held, nodeId: 'closed' })
    const full = [standing('near', 2, 5), standing('idle', 9, 0)]
    const visits = new Map([[visitKey('c', 'near'), 1]])
    const familiar = weighing({ familiarity: 10 })
    const ask = (ticket: typeof held) =>
      previewPolicy(
        { ...facts, tickets: [ticket], engineers: full, visits },
        { inForce: nearest, draft: familiar },
      )
    expect(ask(held).tickets[0]?.before?.engineer).toBe('near')
    expect(ask(held).actual.familiarity).toEqual([1])
    expect(ask(closed).excludedBy).toEqual({ 'at-capacity': 1 })
    expect(ask(held).actual.slack[0]).toBeGreaterThan((held.dueAt - noon) / 60_000)
  })

  it('counts whom the draft’s rules leave out, and who is left with nobody', () => {
    const strict: Policy = {
      ...nearest,
      rules: { ...nearest.rules, 'max-travel': true },
      maxTravelMinutes: 1,
    }
    const { tickets, excludedBy, after } = previewPolicy(facts, { inForce: nearest, draft: strict })
    expect(excludedBy).toEqual({ 'travel-too-long': 2 })
    expect(tickets[0]).toMatchObject({ changed: true, worse: true, after: null, reason: null })
    expect(after).toEqual({ meters: 0, late: 0, mostInHand: 0, alone: 0 })
  })

  it('has nothing to tell of a board without tickets', () => {
    const preview = previewPolicy({ ...facts, tickets: [] }, { inForce: nearest, draft: idlest })
    expect(preview.tickets).toEqual([])
    expect(preview.typical.capacity).toBeGreaterThan(0)
  })
})
