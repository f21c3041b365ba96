import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admit, afterFailure, afterSuccess, closedBreaker, type Breaker } from './circuit-breaker.ts'

const fail = (breaker: Breaker, times: number, now: number): Breaker =>
  Array.from({ length: times }).reduce<Breaker>((before) => afterFailure(before, now), breaker)

describe('circuit breaker', () => {
  it('opens after three failures in a row, not after three in all', () => {
    expect(fail(closedBreaker, 2, 0).state).toBe('closed')
    expect(fail(closedBreaker, 3, 0)).toEqual({ state: 'open', until: 10_000, openForMs: 10_000 })
    expect(fail(afterSuccess(fail(closedBreaker, 2, 0)), 2, 0).state).toBe('closed')
  })

  it('lets one question through when its time has come, and only one', () => {
    const open = fail(closedBreaker, 3, 0)
    expect(admit(open, 9_999).admitted).toBe(false)
    const trial = admit(open, 10_000)
    expect(trial).toMatchObject({ admitted: true, breaker: { state: 'half-open' } })
    expect(admit(trial.breaker, 10_001).admitted).toBe(false)
    expect(admit(trial.breaker, 20_000).admitted).toBe(true)
  })

  it('closes when the trial succeeds, and waits twice as long when it fails, up to five minutes', () => {
    let breaker = fail(closedBreaker, 3, 0)
    const waits: number[] = []
    for (let trial = 0; trial < 8 && breaker.state === 'open'; trial += 1) {
      waits.push(breaker.openForMs / 1_000)
      const { until } = breaker
      breaker = afterFailure(admit(breaker, until).breaker, until)
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 300, 300, 300])
    const until = breaker.state === 'open' ? breaker.until : Number.NaN
    expect(afterSuccess(admit(breaker, until).breaker)).toEqual(closedBreaker)
  })

  it('is not closed or prolonged by answers that come late', () => {
    const open = fail(closedBreaker, 3, 0)
    expect(afterSuccess(open)).toBe(open)
    expect(afterFailure(open, 5_000)).toBe(open)
  })

  it('never asks while it is open, asks one at a time when it tries, and is always tried again', () => {
    const anyStep = fc.record({
      waitMs: fc.integer({ min: 0, max: 30_000 }),
      does: fc.constantFrom('ask' as const, 'succeed' as const, 'fail' as const),
    })
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        let breaker: Breaker = closedBreaker
        let now = 0
        for (const { waitMs, does } of steps) {
          now += waitMs
          const before: Breaker = breaker
          if (does === 'ask') {
            const asked = admit(before, now)
            breaker = asked.breaker
            if (before.state === 'open') expect(asked.admitted).toBe(now >= before.until)
            if (asked.admitted && breaker.state !== 'closed') expect(admit(breaker, now).admitted).toBe(false)
          } else breaker = does === 'succeed' ? afterSuccess(before) : afterFailure(before, now)
          if (breaker.state === 'open') expect(breaker.until - now).toBeLessThanOrEqual(300_000)
        }
        expect(admit(breaker, now + 300_000).admitted).toBe(true)
      }),
    )
  })
})
