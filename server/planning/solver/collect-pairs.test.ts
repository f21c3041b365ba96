import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemOf } from '#domain/batch-assignment/sample-problem.ts'
import { collectPairs } from './collect-pairs.ts'

describe('collectPairs', () => {
  it('groups the pairs by ticket', async () => {
    const anyRows = fc.array(fc.array(fc.option(fc.integer()), { maxLength: 6 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(anyRows, async (gains) => {
        const pairs = await collectPairs(gains.length, (ticket, add) => {
          for (const [engineer, gain] of (gains[ticket] ?? []).entries())
            if (gain !== null) add(engineer, gain)
        })
        expect(pairs).toEqual(problemOf(gains, { slots: [] }).pairs)
      }),
    )
  })

  it('keeps all of a great many, and gives way to others meanwhile', async () => {
    const [tickets, engineers] = [1_000, 1_000]
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    const pairs = await collectPairs(tickets, (ticket, add) => {
      for (let engineer = 0; engineer < engineers; engineer += 1)
        add(engineer, Math.sqrt(ticket * engineers + engineer))
    })
    clearInterval(others)
    expect(turns).toBeGreaterThan(1)
    expect(pairs.starts[tickets]).toBe(tickets * engineers)
    expect(pairs.gains.findIndex((gain, pair) => gain !== Math.sqrt(pair))).toBe(-1)
    expect(pairs.engineers.findIndex((engineer, pair) => engineer !== pair % engineers)).toBe(-1)
  })

  it('stops between two tickets when it is no longer wanted', async () => {
    const stop = new AbortController()
    let asked = 0
    const collecting = collectPairs(
      1_000_000,
      () => {
        asked += 1
        if (asked === 10) stop.abort(new Error('closed the preview'))
      },
      { signal: stop.signal },
    )
    await expect(collecting).rejects.toThrow('closed the preview')
    expect(asked).toBeLessThan(1_000_000)
  })

  it('passes on what goes wrong while scoring', async () => {
    const collecting = collectPairs(1, () => {
      throw new Error('engineer has no place')
    })
    await expect(collecting).rejects.toThrow('engineer has no place')
  })
})
