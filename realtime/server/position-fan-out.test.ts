import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeFrame } from '#contract/position-frame.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { frameTileOf } from '#contract/position-frame.ts'
import { createPositionFanOut, type PositionFanOut, type PositionViewer } from './position-fan-out.ts'
import { createPositionBook, type PositionBook } from './positions.ts'

type Screen = PositionViewer & {
  refs: () => number[]
  places: () => LngLat[]
  isSlow: boolean
  frames: string[]
}

const here = { lng: 121.47, lat: 31.23 }
const eastOfHere = { lng: 121.5, lat: 31.23 }
const farAway = { lng: 121.9, lat: 31.23 }
const tilesOf = (...places: LngLat[]) => places.map(frameTileOf)

let clock: number
let book: PositionBook
let fanOut: PositionFanOut
let broadcasts: { frame: string; except: readonly PositionViewer[] }[]

const decode = (frame: string) => decodeFrame(Buffer.from(frame, 'base64'))

const openScreen = (): Screen => {
  const screen: Screen = {
    frames: [],
    isSlow: false,
    isDrained: () => !screen.isSlow,
    send: (frame) => screen.frames.push(frame),
    /** What has come since it was last asked. */
    refs: () => screen.frames.splice(0).flatMap((frame) => decode(frame).map(({ ref }) => ref)),
    places: () => screen.frames.splice(0).flatMap((frame) => decode(frame).map(({ place }) => place)),
  }
  return screen
}

/** Engineer ids here are their refs. */
const report = async (ref: number, place: LngLat) => {
  clock += 1
  await book.report(String(ref), { datum: 'wgs84', fixes: [{ ...place, at: clock }] })
}

beforeEach(async () => {
  clock = 1_000_000
  broadcasts = []
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  book = await createPositionBook({
    load: () => Promise.resolve([]),
    save: () => Promise.resolve(),
    findEngineer: (id) => Promise.resolve({ boardId: 'board', ref: Number(id) }),
    relay: null,
    now: () => clock,
    log,
  })
  fanOut = createPositionFanOut({
    positions: book,
    broadcast: (_boardId, frame, except) => broadcasts.push({ frame, except }),
    now: () => clock,
    // By hand.
    tickMs: 2 ** 30,
  })
})
afterEach(async () => {
  fanOut.close()
  await book.close()
})

describe('a view of tiles', () => {
  it('[X3] is sent whole first, then only what changes in it', async () => {
    await report(1, here)
    await report(2, farAway)
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here))
    fanOut.tick()
    expect(screen.refs()).toEqual([1])
    fanOut.tick()
    expect(screen.frames).toEqual([])
    await report(2, farAway)
    await report(3, here)
    fanOut.tick()
    expect(screen.refs()).toEqual([3])
  })

  it('[X2] is one frame per tick, whatever happened in it', async () => {
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here, eastOfHere))
    for (let round = 0; round < 5; round += 1) {
      await report(1, here)
      await report(2, eastOfHere)
    }
    fanOut.tick()
    expect(screen.frames).toHaveLength(1)
    expect(screen.refs().sort()).toEqual([1, 2])
  })

  it('[X3] that moves is sent the new tiles whole, and not the old ones again', async () => {
    await report(1, here)
    await report(2, eastOfHere)
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here))
    fanOut.tick()
    screen.refs()
    fanOut.setView(screen, 'board', tilesOf(here, eastOfHere))
    fanOut.tick()
    expect(screen.refs()).toEqual([2])
  })

  it('[X3] of a slow line is skipped, costs nothing meanwhile, and is then sent whole', async () => {
    await report(1, here)
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here))
    fanOut.tick()
    screen.refs()
    screen.isSlow = true
    for (let round = 0; round < 20; round += 1) {
      await report(2, here)
      fanOut.tick()
    }
    expect(screen.frames).toEqual([])
    screen.isSlow = false
    fanOut.tick()
    expect(screen.refs().sort()).toEqual([1, 2])
  })

  it('[X5] is told once of an engineer who leaves it, with the place where he now is', async () => {
    await report(1, here)
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here))
    fanOut.tick()
    screen.refs()
    await report(1, farAway)
    fanOut.tick()
    const [place] = screen.places()
    expect(place?.lng).toBeCloseTo(farAway.lng, 4)
    await report(1, farAway)
    fanOut.tick()
    expect(screen.frames).toEqual([])
  })

  it('[X1] over the edge of a block of tiles says every place right', async () => {
    const west = { lng: 112.49, lat: 31.23 }
    const east = { lng: 112.51, lat: 31.23 }
    await report(1, west)
    await report(2, east)
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(west, east))
    fanOut.tick()
    for (const [index, place] of screen.places().entries())
      expect(place.lng).toBeCloseTo([west, east][index]?.lng ?? 0, 4)
    // The tile that is left tells of a place in the other block, before the tile itself does.
    await report(1, east)
    fanOut.tick()
    for (const place of screen.places()) expect(place.lng).toBeCloseTo(east.lng, 4)
  })

  it('[X2] of somebody who has left is no longer sent', async () => {
    const screen = openScreen()
    fanOut.setView(screen, 'board', tilesOf(here))
    fanOut.remove(screen)
    await report(1, here)
    fanOut.tick()
    expect(screen.frames).toEqual([])
  })
})

describe('a view of the whole board', () => {
  it('[X3] [X4] is sent whole first, then each engineer at most once a second, in one frame for all', async () => {
    await report(1, here)
    const screen = openScreen()
    fanOut.setView(screen, 'board', null)
    fanOut.tick()
    expect(screen.refs()).toEqual([1])
    for (let tick = 0; tick < 10; tick += 1) {
      await report(1, here)
      await report(2, farAway)
      clock += 198
      fanOut.tick()
    }
    const sent = broadcasts.flatMap(({ frame }) => decode(frame).map(({ ref }) => ref))
    expect(sent.filter((ref) => ref === 1)).toHaveLength(2)
    expect(sent.filter((ref) => ref === 2)).toHaveLength(2)
    expect(screen.frames).toEqual([])
  })

  it('[X3] of a slow line is left out of the frame for all, and later sent whole', async () => {
    const [quick, slow] = [openScreen(), openScreen()]
    for (const screen of [quick, slow]) fanOut.setView(screen, 'board', null)
    fanOut.tick()
    slow.isSlow = true
    await report(1, here)
    fanOut.tick()
    expect(broadcasts.map(({ except }) => except)).toEqual([[slow]])
    slow.isSlow = false
    fanOut.tick()
    expect(slow.refs()).toEqual([1])
  })
})
