import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HighestFirst } from './highest-first.ts'

it('gives the highest key first, whatever comes in between', () => {
  /** A key is pushed, `null` takes one out. */
  const steps = fc.array(
    fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Infinity)), { freq: 3 }),
  )
  fc.assert(
    fc.property(steps, (keys) => {
      const queue = new HighestFirst()
      const waiting = new Map<number, number>()
      const takeOne = () => {
        const highest = Math.max(-Infinity, ...waiting.values())
        expect(queue.highestKey).toBe(highest)
        const number = queue.pop()
        if (number === undefined) expect(waiting.size).toBe(0)
        else {
          expect(waiting.get(number)).toBe(highest)
          waiting.delete(number)
        }
      }
      for (const [number, key] of keys.entries())
        if (key === null) takeOne()
        else {
          queue.push(number, key)
          waiting.set(number, key)
        }
      while (waiting.size > 0) takeOne()
      takeOne()
    }),
  )
})
