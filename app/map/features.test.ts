import { describe, expect, it } from 'vitest'
import {
  dragLines,
  engineerFeatures,
  focusLines,
  focusPins,
  heatFeatures,
  holdingLines,
  placesLookedAt,
  planLines,
  ticketFeatures,
} from './features.ts'
import { parseIconKey } from './icon-key.ts'
import type { MapEngineer, MapItem, MapTicket, MapView, Positions } from './map-view.ts'

const ticket = (id: string, part: Partial<MapTicket> = {}): MapTicket => ({
  id,
  ref: 1,
  lng: 121.4,
  lat: 31.2,
  stage: 'to-dispatch',
  priority: 2,
  sla: 'on-track',
  assigneeId: null,
  quiet: false,
  heatWeight: 0,
  ...part,
})

const engineer = (id: string, part: Partial<MapEngineer> = {}): MapEngineer => ({
  id,
  name: '周建国',
  initials: '建国',
  load: 2,
  capacity: 5,
  status: 'idle',
  ...part,
})

const view = (part: Partial<MapView> = {}): MapView => ({
  tickets: [],
  engineers: [],
  selectedTicketIds: new Set(),
  selectedEngineerId: null,
  hoveredTicketId: null,
  heat: false,
  onlyUnhandled: false,
  dragging: null,
  ghosts: [],
  planned: [],
  pick: null,
  ...part,
})

const here: Positions = new Map([
  ['ana', { lng: 121.5, lat: 31.3, headingDegrees: 90, ageSeconds: 3 }],
  ['ben', { lng: 121.6, lat: 31.1, headingDegrees: null, ageSeconds: 600 }],
])
const formatAge = (seconds: number) => `${seconds} s ago`
const idsOf = (features: { properties: { id: string } }[]) => features.map(({ properties }) => properties.id)

describe('a plan', () => {
  const planned = (ticketId: string, engineerId: string, ticked = true) => ({
    ticketId,
    engineerId,
    ticked,
    lit: false,
  })
  const shown = view({
    tickets: [ticket('a'), ticket('b'), ticket('c')],
    selectedTicketIds: new Set(['c']),
    planned: [
      planned('a', 'ana'),
      planned('b', 'ana', false),
      planned('c', 'nobody'),
      planned('gone', 'ana'),
    ],
  })

  it('is drawn as one feature per engineer and look, where both ends are on the map', () => {
    expect(
      planLines(shown, here).map(({ properties, geometry }) => [properties, geometry.coordinates.length]),
    ).toEqual([
      [{ id: 'ana ticked', look: 'ticked' }, 1],
      [{ id: 'ana pale', look: 'pale' }, 1],
    ])
    expect(planLines(view({ tickets: [ticket('a')] }), here)).toEqual([])
  })

  it('is what the view goes to; without one it is the selection', () => {
    expect(placesLookedAt(shown, here)).toHaveLength(4)
    expect(placesLookedAt({ ...shown, planned: [] }, here)).toHaveLength(1)
    expect(placesLookedAt(view({ selectedEngineerId: 'ben' }), here)).toHaveLength(1)
  })
})

describe('ticketFeatures', () => {
  it('leaves a ticket in a hand, mine or not, to the foreground, where it is hollow', () => {
    const inHand = view({
      tickets: [ticket('a'), ticket('b'), ticket('c')],
      dragging: { ticketId: 'a', overEngineerId: null },
      ghosts: [{ ticketId: 'c', overEngineerId: null, by: '林晓', caption: '' }],
    })
    expect(idsOf(ticketFeatures(inHand))).toEqual(['b'])
    const held = focusPins(inHand)
    expect(held).toMatchObject([
      { id: 'a', halo: false },
      { id: 'c', halo: false },
    ])
    expect(held.map(({ icon }) => parseIconKey(icon))).toMatchObject([{ mode: 'held' }, { mode: 'held' }])
  })

  it('keeps only what somebody must still give away when asked for the unhandled', () => {
    const tickets = [
      ticket('free'),
      ticket('new', { stage: 'intake' }),
      ticket('given', { assigneeId: 'ana', stage: 'assigned' }),
      ticket('done', { stage: 'closed' }),
    ]
    expect(idsOf(ticketFeatures(view({ tickets, onlyUnhandled: true })))).toEqual(['free', 'new'])
    expect(idsOf(ticketFeatures(view({ tickets })))).toHaveLength(4)
  })

  it('ranks by SLA for clusters and drawing order, and puts quiet pins below', () => {
    const tickets = [
      ticket('ok'),
      ticket('late', { sla: 'breached' }),
      ticket('still', { sla: 'at-risk', quiet: true }),
    ]
    const ranks = ticketFeatures(view({ tickets })).map(({ properties }) => [
      properties.slaRank,
      properties.sortKey,
    ])
    expect(ranks).toEqual([
      [0, 0],
      [3, 3],
      [1, -1],
    ])
  })
})

describe('focusPins', () => {
  it('shows each selected or hovered ticket once, the hovered one on top', () => {
    const focused = focusPins(
      view({
        tickets: [ticket('a'), ticket('b'), ticket('c')],
        selectedTicketIds: new Set(['a', 'b']),
        hoveredTicketId: 'a',
      }),
    )
    expect(focused.map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('heatFeatures', () => {
  it('is empty when the layer is off, and leaves out what is not hot', () => {
    const tickets = [ticket('cold'), ticket('hot', { heatWeight: 0.8 })]
    expect(heatFeatures(view({ tickets })).features).toEqual([])
    const hot = heatFeatures(view({ tickets, heat: true })).features
    expect(hot.map(({ properties }) => properties.weight)).toEqual([0.8])
  })
})

describe('engineerFeatures', () => {
  const lookOf = (part: Partial<MapEngineer>, more: Partial<MapView> = {}, id = 'ana') => {
    const [feature] = engineerFeatures(view({ engineers: [engineer(id, part)], ...more }), here, formatAge)
    return { properties: feature?.properties, look: parseIconKey(feature?.properties.icon ?? '') }
  }

  it('draws only engineers whose place is known', () => {
    const engineers = [engineer('ana'), engineer('nobody')]
    expect(engineerFeatures(view({ engineers }), here, formatAge)).toHaveLength(1)
  })

  it('shows load in steps: none is none, a little is seen, too much is full', () => {
    expect(lookOf({ load: 0 }).look).toMatchObject({ loadTwentieths: 0 })
    expect(lookOf({ load: 1, capacity: 200 }).look).toMatchObject({ loadTwentieths: 1 })
    expect(lookOf({ load: 2, capacity: 5 }).look).toMatchObject({ loadTwentieths: 8 })
    expect(lookOf({ load: 9, capacity: 5 }).look).toMatchObject({ loadTwentieths: 20 })
    expect(lookOf({ load: 1, capacity: 0 }).look).toMatchObject({ loadTwentieths: 20 })
  })

  it('fades a stale position and says its age', () => {
    const { properties, look } = lookOf({}, {}, 'ben')
    expect(properties).toMatchObject({ faded: true, label: '600 s ago', tone: 'plain' })
    expect(look).toMatchObject({ dotted: true })
    expect(lookOf({}).properties).not.toHaveProperty('label')
  })

  it('lets the label of a drag win over the age', () => {
    const { properties } = lookOf({ label: { text: '86.4 · 12 min', tone: 'best' } }, {}, 'ben')
    expect(properties).toMatchObject({ label: '86.4 · 12 min', tone: 'best', faded: false, opacity: 1 })
  })

  it('frames the best and the selected, and marks the one under the hand unless refused', () => {
    const dragging = { ticketId: 't', overEngineerId: 'ana' }
    expect(lookOf({ label: { text: '9', tone: 'best' } }).look).toMatchObject({ frame: 'accent' })
    expect(lookOf({}, { selectedEngineerId: 'ana' }).look).toMatchObject({ frame: 'accent' })
    const over = lookOf({ label: { text: '9', tone: 'eligible' } }, { dragging })
    expect(over.look).toMatchObject({ frame: 'target' })
    expect(over.properties).toMatchObject({ tone: 'target', rank: 2 })
    const refused = lookOf({ label: { text: 'full 5/5', tone: 'refused' } }, { dragging })
    expect(refused.look).toMatchObject({ frame: 'none' })
    expect(refused.properties).toMatchObject({ faded: true, tone: 'plain' })
  })

  it('points an arrow only where a heading is known and somebody is moving', () => {
    expect(lookOf({ status: 'en-route' }).properties).toMatchObject({ heading: 90 })
    expect(lookOf({ status: 'offline' }).properties).not.toHaveProperty('heading')
    expect(lookOf({}, {}, 'ben').properties).not.toHaveProperty('heading')
  })
})

describe('lines', () => {
  const tickets = [
    ticket('a', { assigneeId: 'ana', stage: 'assigned' }),
    ticket('b', { assigneeId: 'ana', stage: 'on-site' }),
    ticket('closed', { assigneeId: 'ana', stage: 'closed' }),
    ticket('elsewhere', { assigneeId: 'nobody', stage: 'assigned' }),
  ]

  it('go from an engineer to each open ticket held, in one feature', () => {
    const lines = holdingLines(view({ tickets, engineers: [engineer('ana'), engineer('nobody')] }), here)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.properties.id).toBe('ana')
    expect(lines[0]?.geometry.coordinates).toEqual([
      [
        [121.5, 31.3],
        [121.4, 31.2],
      ],
      [
        [121.5, 31.3],
        [121.4, 31.2],
      ],
    ])
  })

  it('are left out where they would be a tangle, but for what is looked at', () => {
    const many = Array.from({ length: 61 }, (_, index) =>
      ticket(`t${index}`, { assigneeId: index < 2 ? 'ben' : 'ana', stage: 'assigned' }),
    )
    const crowded = view({ tickets: many, engineers: [engineer('ana'), engineer('ben')] })
    expect(holdingLines(crowded, here)).toEqual([])
    expect(focusLines(crowded, null, here)).toEqual([])
    const askedFor = (part: Partial<MapView>, hovered: MapItem | null = null) =>
      focusLines({ ...crowded, ...part }, hovered, here).map(({ ticket: end }) => end)
    expect(askedFor({ selectedEngineerId: 'ben' })).toMatchObject([{ id: 't0' }, { id: 't1' }])
    expect(askedFor({ selectedTicketIds: new Set(['t7']) })).toMatchObject([{ id: 't7' }])
    expect(askedFor({ hoveredTicketId: 't1' })).toMatchObject([{ id: 't1' }])
    expect(askedFor({}, { kind: 'engineer', id: 'ben' })).toHaveLength(2)
    expect(askedFor({}, { kind: 'ticket', id: 't9' })).toMatchObject([{ id: 't9' }])
    expect(askedFor({ selectedTicketIds: new Set(many.map(({ id }) => id)) })).toEqual([])
  })

  it('are left out when only the unhandled are shown', () => {
    expect(holdingLines(view({ tickets, engineers: [engineer('ana')], onlyUnhandled: true }), here)).toEqual(
      [],
    )
  })

  it('go from the ticket in hand to the best and to the one under the hand', () => {
    const engineers = [
      engineer('ana', { label: { text: '1', tone: 'eligible' } }),
      engineer('ben', { label: { text: '2', tone: 'best' } }),
    ]
    const targets = (overEngineerId: string | null) =>
      dragLines(view({ tickets, engineers, dragging: { ticketId: 'a', overEngineerId } }), here).features.map(
        ({ properties }) => properties.target,
      )
    expect(targets(null)).toEqual([false])
    expect(targets('ana')).toEqual([true, false])
    expect(dragLines(view({ tickets, engineers }), here).features).toEqual([])
  })
})
