import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LowestFirst } from './lowest-first.ts'

const count = 20

it('answers as a sorted list would, the lower number first among equals', () => {
  const offers = fc.array(fc.record({ number: fc.nat(count - 1), cost: fc.nat(9) }), { maxLength: 60 })
  fc.assert(
    fc.property(offers, fc.nat(20), offers, (before, dropped, after) => {
      const queue = new LowestFirst(count)
      const expected = new Map<number, number>()
      const first = () => [...expected].sort(([a, costA], [b, costB]) => costA - costB || a - b)[0]?.[0] ?? -1
      const offerAll = (all: typeof before) => {
        for (const { number, cost } of all) {
          const isLower = cost < (expected.get(number) ?? Infinity)
          expect(queue.offer(number, cost)).toBe(isLower)
          if (isLower) expected.set(number, cost)
        }
      }
      const drop = () => {
        expect(queue.peek()).toBe(first())
        expected.delete(queue.peek())
        queue.dropFirst()
      }
      offerAll(before)
      for (let step = 0; step < dropped && expected.size > 0; step += 1) drop()
      offerAll(after)
      while (expected.size > 0) drop()
      expect(queue.peek()).toBe(-1)
    }),
  )
})

it('forgets everybody when it is cleared', () => {
  const queue = new LowestFirst(3)
  queue.offer(2, 5)
  queue.clear()
  expect(queue.peek()).toBe(-1)
  expect(queue.offer(2, 7)).toBe(true)
})
