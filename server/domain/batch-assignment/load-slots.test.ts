import { describe, expect, it } from 'vitest'
import { samplePolicy } from '../scoring/sample-policy.ts'
import { findCommonestRejection } from './commonest-rejection.ts'
import { createFirstCome } from './first-come.ts'
import { createLoadSlots } from './load-slots.ts'

describe('places to fill', () => {
  it('are one per free ticket of an engineer, each worth less than the one before', () => {
    const slots = createLoadSlots(
      [
        { capacity: 4, openLoad: 1 },
        { capacity: 2, openLoad: 3 },
        { capacity: 2, openLoad: 1 },
      ],
      samplePolicy,
      10,
    )
    expect([...slots.engineerOf]).toEqual([0, 0, 0, 2])
    expect([...slots.starts]).toEqual([0, 3, 3, 4])
    expect([...slots.room]).toEqual([1, 1, 1, 1])
    expect([...slots.gradeDrops]).toEqual([0, 0.25, 0.5, 0])
  })

  it('hold the rest in the last one where an engineer may have only so many', () => {
    const { room } = createLoadSlots([{ capacity: 9, openLoad: 0 }], samplePolicy, 3)
    expect([...room]).toEqual([1, 1, 7])
  })

  it('are all worth the same where the policy does not look at the load', () => {
    const objectives = samplePolicy.objectives.filter(({ name }) => name !== 'load')
    const { gradeDrops } = createLoadSlots([{ capacity: 2, openLoad: 0 }], { objectives }, 10)
    expect([...gradeDrops]).toEqual([0, 0])
  })
})

it('first come takes the nearest who has room, and nobody when all is full', () => {
  const firstCome = createFirstCome({ room: Int32Array.of(1, 2), starts: Int32Array.of(0, 1, 2) })
  const near = { engineer: 0, seconds: 60 }
  const far = { engineer: 1, seconds: 600 }
  expect([1, 2, 3, 4].map(() => firstCome.take([far, near]))).toEqual([0, 1, 1, -1])
  expect(firstCome.take([])).toBe(-1)
})

it('the commonest rule against a ticket is told by the nearest engineer whom it keeps away', () => {
  const wish = (engineer: string) => ({ name: 'customer-wish', engineer }) as const
  const excluded = [
    { rejection: { name: 'at-capacity', engineer: '吴', load: 4, capacity: 4 } as const, meters: 1 },
    { rejection: wish('林'), meters: 900 },
    { rejection: wish('周'), meters: 300 },
  ]
  expect(findCommonestRejection(excluded)).toEqual({ rejection: wish('周'), engineers: 2 })
  expect(findCommonestRejection([])).toBeNull()
})
