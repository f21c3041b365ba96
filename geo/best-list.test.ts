import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BestList } from './best-list.ts'

it('keeps what a sorted list would begin with, in any order of arrival', () => {
  const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(-Infinity)))
  fc.assert(
    fc.property(scores, fc.nat(12), fc.func(fc.nat(99)), (offered, count, orderOf) => {
      const all = offered.map((score, slot) => ({ slot, score }))
      const best = new BestList(count)
      for (const { slot, score } of all.toSorted((a, b) => orderOf(a.slot) - orderOf(b.slot)))
        best.offer(slot, score)
      const sorted = all.toSorted((a, b) => (a.score === b.score ? a.slot - b.slot : b.score - a.score))
      expect(best.list).toEqual(sorted.slice(0, count))
    }),
  )
})

it('turns away only what is below the last by more than a rounding', () => {
  const best = new BestList(1)
  expect(best.mayTake(-Infinity)).toBe(true)
  best.offer(0, 80)
  expect(best.mayTake(80 - 1e-12)).toBe(true)
  expect(best.mayTake(80 - 1e-6)).toBe(false)
})
