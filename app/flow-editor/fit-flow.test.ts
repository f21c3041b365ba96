import { expect, it } from 'vitest'
import { fitFlow } from './fit-flow.ts'

const screen = { width: 1_000, height: 600 }
const shownAt = (viewport: ReturnType<typeof fitFlow>, x: number, y: number) => [
  x * viewport.zoom + viewport.x,
  y * viewport.zoom + viewport.y,
]

it('shows a small flow in the middle, as large as life', () => {
  const viewport = fitFlow({ x: 100, y: 100, width: 200, height: 100 }, undefined, screen)
  expect(viewport.zoom).toBe(1)
  expect(shownAt(viewport, 200, 150)).toEqual([500, 300])
})

it('makes a larger one smaller, until it could not be read', () => {
  expect(fitFlow({ x: 0, y: 0, width: 1_150, height: 100 }, undefined, screen).zoom).toBeCloseTo(0.8)
  expect(fitFlow({ x: 0, y: 0, width: 50_000, height: 100 }, undefined, screen).zoom).toBe(0.5)
})

it('shows a wide one from its start on, wherever that is', () => {
  const whole = { x: 0, y: 0, width: 5_000, height: 3_000 }
  const atLeft = fitFlow(whole, { x: 0, y: 0, width: 172, height: 52 }, screen)
  expect(shownAt(atLeft, 0, 0)).toEqual([40, 24])
  const inTheMiddle = fitFlow(whole, { x: 2_500, y: 0, width: 172, height: 52 }, screen)
  expect(shownAt(inTheMiddle, 2_586, 0)).toEqual([500, 24])
  const atRight = fitFlow(whole, { x: 4_828, y: 2_948, width: 172, height: 52 }, screen)
  expect(shownAt(atRight, 5_000, 3_000)).toEqual([960, 576])
})

it('shows an empty canvas as large as life', () => {
  expect(fitFlow(undefined, undefined, screen)).toEqual({ x: 500, y: 300, zoom: 1 })
})
