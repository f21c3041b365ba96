import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hours, minutes } from '../instant.ts'
import { defaultDueAt } from './due.ts'
import { slaHeat, slaState } from './sla-state.ts'

const dueAt = Date.UTC(2025, 10, 21, 12, 0)
const within = (allowanceHours: number) => ({
  createdAt: dueAt - hours(allowanceHours),
  dueAt,
  closedAt: null,
})
const levelBefore = (allowanceHours: number, msBeforeDue: number) =>
  slaState(within(allowanceHours), dueAt - msBeforeDue).level

describe('the due time of a priority', () => {
  it.each([
    [1, 2],
    [2, 4],
    [3, 24],
    [4, 72],
  ] as const)('priority %i is due after %i hours', (priority, allowed) => {
    expect(defaultDueAt(priority, dueAt)).toBe(dueAt + hours(allowed))
  })
})

describe('slaState', () => {
  // [allowance in hours, at risk this long before it is due, critical this long before]
  it.each([
    ['never less than an hour before', 2, hours(1), minutes(30)],
    ['a quarter of the allowance', 24, hours(6), hours(2)],
    ['never more than a day before', 400, hours(24), hours(8)],
  ])('is at risk %s', (_rule, allowance, risk, critical) => {
    expect(levelBefore(allowance, risk + 1)).toBe('on-track')
    expect(levelBefore(allowance, risk)).toBe('at-risk')
    expect(levelBefore(allowance, critical + 1)).toBe('at-risk')
    expect(levelBefore(allowance, critical)).toBe('critical')
    expect(levelBefore(allowance, 0)).toBe('critical')
    expect(levelBefore(allowance, -1)).toBe('breached')
  })

  it('counts what remains, and below zero how late it is', () => {
    expect(slaState(within(4), dueAt - 90_000)).toMatchObject({ remainingMs: 90_000, running: true })
    expect(slaState(within(4), dueAt + 90_000)).toMatchObject({ remainingMs: -90_000, running: true })
  })

  it('keeps for ever how a closed ticket ended', () => {
    const inTime = { ...within(4), closedAt: dueAt }
    const late = { ...within(4), closedAt: dueAt + 1 }
    const muchLater = dueAt + hours(1000)
    expect(slaState(inTime, muchLater)).toEqual({ level: 'on-track', remainingMs: 0, running: false })
    expect(slaState(late, muchLater)).toEqual({ level: 'breached', remainingMs: -1, running: false })
  })
})

describe('slaHeat', () => {
  const heatBefore = (msBeforeDue: number) => slaHeat(within(24), dueAt - msBeforeDue)

  it('is cold until the ticket is at risk, 0.7 when it is due, and full two hours later', () => {
    expect(heatBefore(hours(6))).toBe(0)
    expect(heatBefore(hours(3))).toBeCloseTo(0.35)
    expect(heatBefore(0)).toBeCloseTo(0.7)
    expect(heatBefore(-hours(1))).toBeCloseTo(0.85)
    expect(heatBefore(-hours(2))).toBe(1)
    expect(heatBefore(-hours(50))).toBe(1)
  })

  it('is cold once the ticket is closed', () => {
    expect(slaHeat({ ...within(24), closedAt: dueAt + hours(9) }, dueAt + hours(10))).toBe(0)
  })

  it('never cools down while the ticket is open, and stays between 0 and 1', () => {
    const moment = fc.integer({ min: -hours(100), max: hours(100) })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), moment, moment, (allowance, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        const before = slaHeat(within(allowance), dueAt + earlier)
        const after = slaHeat(within(allowance), dueAt + later)
        expect(after).toBeGreaterThanOrEqual(before)
        expect(before).toBeGreaterThanOrEqual(0)
        expect(after).toBeLessThanOrEqual(1)
      }),
    )
  })
})
