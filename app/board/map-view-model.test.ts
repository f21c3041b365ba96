import { describe, expect, it } from 'vitest'
import { findWork } from './engineer-work.ts'
import {
  boundsAround,
  isOffline,
  mapEngineers,
  mapGhosts,
  mapPositions,
  mapTickets,
} from './map-view-model.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from './sample-board.ts'

const position = { lng: 121, lat: 31, headingDegrees: 90, at: noon - 30_000 }

describe('mapTickets', () => {
  const facts = { now: noon, dragging: true, refOf: (id: string) => Number(id) }

  it('shows open tickets with their level; those on track draw back while a card is in the air', () => {
    const pins = mapTickets(
      [
        sampleTicket({ id: '1' }),
        sampleTicket({ id: '2', dueAt: noon - 1, assignment: heldBy('e1') }),
        sampleTicket({ id: '3', nodeId: 'closed' }),
      ],
      facts,
    )
    expect(pins).toMatchObject([
      { id: '1', ref: 1, sla: 'on-track', quiet: true, assigneeId: null, heatWeight: 0 },
      { id: '2', sla: 'breached', quiet: false, assigneeId: 'e1' },
    ])
  })
})

describe('mapGhosts', () => {
  const tickets = new Map([['t', { number: '1121-047', title: '油烟机异响' }]])
  const engineers = new Map([['e', { name: '冯涛' }]])
  const drag = (name: string, overEngineerId: string | null, ticketId = 't') => ({
    name,
    dragging: { ticketId, overEngineerId },
  })

  it('say who holds what, and over whom', () => {
    const idle = { name: '王磊', dragging: null }
    expect(mapGhosts([idle, drag('林晓', 'e')], tickets, engineers)).toEqual([
      { ticketId: 't', overEngineerId: 'e', by: '林晓', caption: '1121-047 油烟机异响 → 冯涛' },
    ])
    expect(mapGhosts([drag('林晓', null)], tickets, engineers)).toMatchObject([
      { caption: '1121-047 油烟机异响' },
    ])
  })

  it('are one for each ticket, and none for a ticket that is not here', () => {
    expect(mapGhosts([drag('林晓', 'e'), drag('王磊', null)], tickets, engineers)).toHaveLength(1)
    expect(mapGhosts([drag('林晓', 'e', 'elsewhere')], tickets, engineers)).toEqual([])
  })
})

describe('mapEngineers', () => {
  it('tells load and activity, and what each is as a target', () => {
    const engineers = [sampleEngineer({ id: 'e1', name: '周建国' }), sampleEngineer({ id: 'e2' })]
    const shown = mapEngineers(engineers, {
      work: findWork([sampleTicket({ id: '1', nodeId: 'on-site', assignment: heldBy('e1') })]),
      isOffline: (id) => id === 'e2',
      targets: new Map([
        [
          'e2',
          {
            engineer: sampleEngineer({ id: 'e2' }),
            load: 0,
            distanceMeters: 5,
            fromHome: true,
            rejection: { name: 'not-allowed' },
            rank: null,
            advised: null,
          },
        ],
      ]),
      describe: () => 'words',
    })
    expect(shown).toMatchObject([
      { initials: '建国', load: 1, status: 'on-site' },
      { status: 'offline', label: { text: 'words', tone: 'refused' } },
    ])
    expect(shown[0]).not.toHaveProperty('label')
  })
})

describe('positions', () => {
  it('are the last report with its age, or home', () => {
    const places = mapPositions(
      [sampleEngineer({ id: 'seen' }), sampleEngineer({ id: 'unseen', home: { lng: 1, lat: 2 } })],
      new Map([['seen', position]]),
      noon,
    )
    expect(places.get('seen')).toEqual({ lng: 121, lat: 31, headingDegrees: 90, ageSeconds: 30 })
    expect(places.get('unseen')).toMatchObject({ lng: 1, lat: 2 })
  })

  it('count as offline when old or missing', () => {
    expect(isOffline(position, noon)).toBe(false)
    expect(isOffline({ ...position, at: noon - 16 * 60_000 }, noon)).toBe(true)
    expect(isOffline(undefined, noon)).toBe(true)
  })
})

it('boundsAround lies around the centre, half as wide one level further in', () => {
  const far = boundsAround({ lng: 121, lat: 31 }, 9)
  const near = boundsAround({ lng: 121, lat: 31 }, 10)
  expect((far.west + far.east) / 2).toBeCloseTo(121)
  expect((far.south + far.north) / 2).toBeCloseTo(31)
  expect(far.east - far.west).toBeCloseTo(2 * (near.east - near.west))
})
