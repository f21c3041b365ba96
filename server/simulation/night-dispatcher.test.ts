import { describe, expect, it } from 'vitest'
import type { Engineer } from '#domain/engineer.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { findNearestSuitable } from './nearest-suitable.ts'
import { chooseToDispatch } from './night-dispatcher.ts'

const place = { lng: 121.47, lat: 31.23 }

describe('what is dispatched', () => {
  const waiting = (changedAts: readonly number[]) =>
    changedAts.map(
      (changedAt) =>
        ({ id: String(changedAt), stage: 'to-dispatch', assignment: null, offer: null, changedAt }) as Ticket,
    )
  const reserve = { least: 2, most: 4, untouchedMs: 100 }
  const chosen = (changedAts: readonly number[]) =>
    chooseToDispatch(waiting(changedAts), reserve, 1_000).map(({ changedAt }) => changedAt)

  it('is what nobody has touched for long enough, and the reserve stays', () => {
    expect(chosen([300, 100, 200, 950])).toEqual([100, 200])
    expect(chosen([100, 200])).toEqual([])
    expect(chosen([950, 960, 970])).toEqual([])
  })

  it('is also fresh when too many are waiting', () => {
    expect(chosen([950, 960, 970, 980, 990])).toEqual([950])
  })

  it('is nothing that somebody holds or is asked to take', () => {
    const asked = {
      id: 'b',
      stage: 'to-dispatch',
      offer: { id: 'offer', to: 'pool', offeredAt: 0, by: 'engine' },
      changedAt: 0,
    }
    const held = [{ id: 'a', stage: 'assigned', changedAt: 0 } as Ticket, asked as Ticket]
    expect(chooseToDispatch(held, { least: 0, most: 0, untouchedMs: 0 }, 1_000)).toEqual([])
  })
})

describe('the nearest suitable engineer', () => {
  const engineer = (id: string, lng: number, given: Partial<Engineer> = {}): Engineer => ({
    id,
    ref: 1,
    boardId: 'b',
    name: id,
    skills: [{ skill: '空调', level: 2 }],
    home: { lng, lat: place.lat },
    shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
    capacity: 2,
    districts: [],
    ratingSum: 0,
    ratingCount: 0,
    ...given,
  })
  const choose = (engineers: readonly Engineer[], loads: Readonly<Record<string, number>> = {}) =>
    findNearestSuitable(
      { requiredSkills: [{ skill: '空调', level: 2 }], place, windowFrom: null },
      {
        engineers,
        openLoad: (id) => loads[id] ?? 0,
        placeOf: ({ home }) => home,
        timeZone: 'Asia/Shanghai',
      },
      0,
    )?.id

  it('is the nearest of those who may', () => {
    const unskilled = engineer('unskilled', 121.47, { skills: [{ skill: '空调', level: 1 }] })
    const offShift = engineer('off', 121.47, { shift: { isoWeekdays: [], fromMinute: 0, toMinute: 1440 } })
    expect(choose([unskilled, offShift, engineer('far', 121.6), engineer('near', 121.48)])).toBe('near')
    expect(choose([unskilled, offShift])).toBeUndefined()
  })

  it('is another one when the nearest has more to do, and never one at capacity', () => {
    const two = [engineer('near', 121.48), engineer('next', 121.49)]
    expect(choose(two, { near: 1 })).toBe('next')
    expect(choose(two, { near: 2, next: 2 })).toBeUndefined()
  })
})
