import { expect, it } from 'vitest'
import { ringsFromZoom } from './rings-from-zoom.ts'

/** `side` × `side` engineers, evenly over a square of so many degrees. */
const square = (side: number, degrees: number) =>
  Array.from({ length: side * side }, (_, index) => ({
    lng: 121 + ((index % side) / side) * degrees,
    lat: 31 + (Math.floor(index / side) / side) * degrees,
  }))

it('a few have rings from afar, a crowd only from close by', () => {
  const [few, many, crowd] = [square(3, 0.4), square(15, 0.4), square(45, 0.4)].map(ringsFromZoom)
  expect(few).toBeLessThan(9)
  expect(many).toBeGreaterThan(9)
  expect(crowd).toBeGreaterThan(11)
})

it('twice the room is one zoom less', () => {
  expect(ringsFromZoom(square(20, 0.4)) - ringsFromZoom(square(20, 0.8))).toBe(1)
})

it('one who is far away does not bring the heap nearer', () => {
  const near = ringsFromZoom(square(20, 0.4))
  expect(Math.abs(ringsFromZoom([...square(20, 0.4), { lng: 87, lat: 43 }]) - near)).toBeLessThanOrEqual(0.5)
})

it('nobody, one, and all in one place have an answer', () => {
  expect(ringsFromZoom([])).toBe(6)
  expect(ringsFromZoom([{ lng: 121, lat: 31 }])).toBe(6)
  expect(ringsFromZoom(square(3, 0))).toBe(14)
})
