import { expect, it } from 'vitest'
import { planFlights, type CardPlace } from './plan-flights.ts'

const places = (given: Record<string, [CardPlace['stage'], number, number]>): Map<string, CardPlace> =>
  new Map(Object.entries(given).map(([id, [stage, left, top]]) => [id, { stage, left, top }]))

const before = places({ a: ['to-dispatch', 0, 0], b: ['to-dispatch', 0, 74], c: ['assigned', 168, 0] })
const after = places({ b: ['to-dispatch', 0, 0], c: ['assigned', 168, 74], a: ['assigned', 168, 0] })

it('a card that changes its column flies across, and the others make room or close up', () => {
  expect(planFlights(before, after, null, null)).toEqual([
    { ticketId: 'b', kind: 'shift', dx: 0, dy: 74 },
    { ticketId: 'c', kind: 'shift', dx: 0, dy: -74 },
    { ticketId: 'a', kind: 'across', dx: -168, dy: 0 },
  ])
})

it('what I let go of comes from my hand, if it has gone to another column at all', () => {
  const hand = { ticketIds: ['a', 'b'], left: 300, top: 200 }
  const flights = planFlights(before, after, hand, null)
  expect(flights.find(({ ticketId }) => ticketId === 'a')).toMatchObject({ dx: 132, dy: 200 })
  expect(flights.find(({ ticketId }) => ticketId === 'b')).toMatchObject({ dx: 0, dy: 74 })
})

it('the card under the pointer never moves, nor does one that was not to be seen', () => {
  const more = new Map([...after, ['d', { stage: 'assigned', left: 168, top: 148 }]] as const)
  const flown = planFlights(before, more, null, 'b').map(({ ticketId }) => ticketId)
  expect(flown).toEqual(['c', 'a'])
})

it('a card in its place stays there', () => {
  expect(planFlights(before, before, null, null)).toEqual([])
})

it('where everything is somewhere else, nothing flies', () => {
  const column = (top: number) =>
    new Map(
      Array.from({ length: 61 }, (_, index): [string, CardPlace] => [
        `t${index}`,
        { stage: 'assigned', left: 0, top: top + index * 74 },
      ]),
    )
  expect(planFlights(column(0), column(74), null, null)).toEqual([])
})
