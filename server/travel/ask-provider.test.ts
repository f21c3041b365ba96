import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitMatrix } from './ask-provider.ts'

it('covers every pair once and keeps to both limits', () => {
  const count = fc.integer({ min: 1, max: 90 })
  fc.assert(
    fc.property(
      count,
      count,
      fc.integer({ min: 2, max: 3_000 }),
      fc.oneof(fc.integer({ min: 2, max: 120 }), fc.constant(Number.POSITIVE_INFINITY)),
      (fromCount, toCount, maxElements, maxLocations) => {
        const covered: number[] = []
        for (const block of splitMatrix(fromCount, toCount, { maxElements, maxLocations })) {
          const height = block.fromEnd - block.fromStart
          const width = block.toEnd - block.toStart
          expect(height * width).toBeLessThanOrEqual(maxElements)
          expect(height + width).toBeLessThanOrEqual(maxLocations)
          for (let i = block.fromStart; i < block.fromEnd; i += 1)
            for (let j = block.toStart; j < block.toEnd; j += 1) covered.push(i * toCount + j)
        }
        expect(covered).toHaveLength(fromCount * toCount)
        expect(new Set(covered).size).toBe(covered.length)
      },
    ),
  )
})

it('asks for 25 engineers and one ticket at once', () => {
  expect(splitMatrix(25, 1, { maxElements: 2_500, maxLocations: 100 })).toHaveLength(1)
})
