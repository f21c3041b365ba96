import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMeters } from '#geo/distance.ts'
import {
  decodeAge,
  decodeFrame,
  encodeAge,
  encodeBlock,
  encodeGroup,
  frameBlockOf,
  frameTileOf,
  type PlacedEngineer,
} from './position-frame.ts'

const anyEngineer = fc.record<PlacedEngineer>({
  ref: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  place: fc.record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -84, max: 84, noNaN: true }),
  }),
  headingDegrees: fc.option(fc.double({ min: 0, max: 360, noNaN: true })),
  ageSeconds: fc.double({ min: 0, max: 119, noNaN: true }),
})

/** As the server and the page do it: blocks and groups to base64 one by one, the frame back from it as a whole. */
const sendAll = (groups: readonly (readonly PlacedEngineer[])[]) => {
  const pieces = groups.map((group) => {
    const tile = group[0] ? frameTileOf(group[0].place) : 0
    return [encodeBlock(frameBlockOf(tile)), encodeGroup(tile, group)]
      .map((bytes) => Buffer.from(bytes).toString('base64'))
      .join('')
  })
  return Buffer.from(pieces.join(''), 'base64')
}

/** The smaller way around the circle. */
const turnDegrees = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180)

describe('a position frame', () => {
  it('[X1] says ref, place to a metre, heading to a degree and a half, and age in seconds', () => {
    fc.assert(
      fc.property(fc.array(anyEngineer, { maxLength: 20 }), (engineers) => {
        const decoded = decodeFrame(sendAll(engineers.map((engineer) => [engineer])))
        expect(decoded.map(({ ref }) => ref)).toEqual(engineers.map(({ ref }) => ref))
        for (const [index, said] of decoded.entries()) {
          const meant = engineers[index]
          if (!meant) continue
          expect(distanceMeters(said.place, meant.place)).toBeLessThan(1)
          expect(said.ageSeconds).toBe(meant.ageSeconds < 3 ? 0 : Math.floor(meant.ageSeconds))
          if (said.headingDegrees === null || meant.headingDegrees === null)
            expect(said.headingDegrees).toBe(meant.headingDegrees)
          else expect(turnDegrees(said.headingDegrees, meant.headingDegrees)).toBeLessThan(1.5)
        }
      }),
    )
  })

  it('[X1] holds more engineers of one tile than one group can count', () => {
    const place = { lng: 121.47, lat: 31.23 }
    const engineers = Array.from({ length: 700 }, (_, ref) => ({
      ref,
      place,
      headingDegrees: null,
      ageSeconds: 0,
    }))
    const frame = sendAll([engineers])
    expect(decodeFrame(frame).map(({ ref }) => ref)).toEqual(engineers.map(({ ref }) => ref))
    // Two bytes of ref for most of them, four for the rest, three for every fifteen.
    expect(frame.length / engineers.length).toBeLessThan(6.3)
  })

  it('[X1] tells an old place from a very old one, and never makes it look newer than a step', () => {
    for (const [seconds, said] of [
      [119, 119],
      [120, 120],
      [3_599, 3_540],
      [7_199, 7_140],
      [7_200, 7_200],
      [20_000, 18_000],
      [500_000, 68_400],
    ] as const)
      expect(decodeAge(encodeAge(seconds))).toBe(said)
    expect(encodeAge(-3)).toBe(0)
  })
})
