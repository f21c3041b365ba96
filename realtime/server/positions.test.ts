import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { distanceMeters } from '#geo/distance.ts'
import { createPositionBook, type Position, type PositionBook } from './positions.ts'

const now = 1_700_000_000_000
const place = { lng: 121.47, lat: 31.23 }
let saved: (readonly Position[])[]
let isAway: boolean
let lines: string[]
let book: PositionBook

beforeEach(async () => {
  vi.useFakeTimers()
  saved = []
  lines = []
  isAway = false
  const write = (_: unknown, line?: string) => lines.push(line ?? '')
  book = await createPositionBook({
    load: () =>
      Promise.resolve([
        { engineerId: 'li', boardId: 'board', ref: 2, place, headingDegrees: 90, at: now - 5_000 },
      ]),
    save: (positions) => {
      if (isAway) return Promise.reject(new Error('away'))
      saved.push(positions)
      return Promise.resolve()
    },
    findEngineer: (id) => Promise.resolve(id === 'wu' ? { boardId: 'board', ref: 1 } : undefined),
    relay: null,
    now: () => now,
    log: { info: write, warn: write, error: write },
  })
})
afterEach(async () => {
  await book.close()
  vi.useRealTimers()
})

const report = (engineerId: string, at: number, given: { lng?: number; lat?: number } = {}) =>
  book.report(engineerId, { datum: 'wgs84', fixes: [{ ...place, ...given, at }] })

describe('the last known positions', () => {
  it('[X6] takes what is newer, and of a batch counts what was', async () => {
    expect(await report('wu', now)).toBe(1)
    expect(await report('wu', now)).toBe(0)
    expect(await report('wu', now - 1)).toBe(0)
    const fixes = [3, 1, 2].map((ahead) => ({ ...place, at: now + ahead }))
    expect(await book.report('wu', { datum: 'wgs84', fixes })).toBe(3)
    expect(book.onBoard('board').get('wu')?.at).toBe(now + 3)
    expect(await report('li', now - 6_000)).toBe(0)
  })

  it('[X6] drops a fix from the future, from no place on Earth, and of nobody', async () => {
    expect(await report('wu', now + 60_001)).toBe(0)
    expect(await report('wu', now, { lat: 95 })).toBe(0)
    expect(await report('nobody', now)).toBe(0)
    expect([...book.onBoard('board').keys()]).toEqual(['li'])
  })

  it('[X6] is WGS-84 whatever the device says', async () => {
    await book.report('wu', { datum: 'gcj02', fixes: [{ ...place, at: now }] })
    const known = book.onBoard('board').get('wu')
    const moved = distanceMeters(known?.place ?? place, place)
    expect(moved).toBeGreaterThan(300)
    expect(moved).toBeLessThan(1_200)
  })

  it('[X7] are saved at most every 15 seconds, only those that changed, and at the end', async () => {
    await report('wu', now)
    await report('wu', now + 1)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(saved.map((rows) => rows.map(({ engineerId, at }) => [engineerId, at]))).toEqual([
      [['wu', now + 1]],
    ])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(saved).toHaveLength(1)
    await report('li', now)
    await book.close()
    expect(saved.at(-1)?.map(({ engineerId }) => engineerId)).toEqual(['li'])
  })

  it('[X7] are kept for the next time when they cannot be saved', async () => {
    isAway = true
    await report('wu', now)
    await vi.advanceTimersByTimeAsync(45_000)
    expect(lines).toHaveLength(1)
    isAway = false
    await vi.advanceTimersByTimeAsync(15_000)
    expect(saved.flat().map(({ engineerId }) => engineerId)).toEqual(['wu'])
  })
})
