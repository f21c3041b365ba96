import { describe, expect, it } from 'vitest'
import { defaultFlow } from '../flow/default-flow.ts'
import { hours } from '../instant.ts'
import { heldBy, noon, sampleEngineer, sampleTicket } from '../sample-board.ts'
import {
  decideAssignTicket,
  decideBulkAssignTickets,
  decideReassignTicket,
  decideUnassignTicket,
  findHandoverObstacle,
} from './decide-assignment.ts'
import { outcomeOf, sampleContext, sampleFacts } from './sample-facts.ts'

const wu = sampleEngineer({ id: 'wu', name: 'Wu Haifeng', capacity: 2 })
const li = sampleEngineer({ id: 'li', name: 'Li Na', capacity: 1 })
const night = sampleEngineer({
  id: 'night',
  name: 'Xu Liang',
  shift: { isoWeekdays: [5], fromMinute: 1320, toMinute: 360 },
})
const elsewhere = sampleEngineer({ id: 'elsewhere', boardId: 'other' })
const engineers = [wu, li, night, elsewhere]

const waiting = sampleTicket({ id: 'waiting' })
const gas = sampleTicket({ id: 'gas', requiredSkills: [{ skill: 'gas', level: 2 }] })
const tonight = sampleTicket({ id: 'tonight', windowFrom: noon + hours(11) })
const held = sampleTicket({ id: 'held', assignment: heldBy('li') })
const pinned = sampleTicket({ id: 'pinned', assignment: heldBy('wu', true) })
const closed = sampleTicket({ id: 'closed', nodeId: 'closed' })
const foreign = sampleTicket({ id: 'foreign', boardId: 'other' })
const verifying = sampleTicket({ id: 'verifying', nodeId: 'to-verify', assignment: heldBy('night') })
const tickets = [waiting, gas, tonight, held, pinned, closed, foreign, verifying]
const facts = sampleFacts({ tickets, engineers })
const closedBoard = sampleFacts({ tickets, engineers }, { closed: true })

const to = (ticketId: string, engineerId: string, expectedVersion = 1) => ({
  ticketId,
  engineerId,
  expectedVersion,
})
const assigned = { nodeId: 'assigned', stage: 'assigned' }

describe('assigning a ticket', () => {
  const assign = (...target: Parameters<typeof to>) =>
    outcomeOf(decideAssignTicket(facts, to(...target), sampleContext))

  it('gives it to the engineer', () => {
    expect(assign('waiting', 'wu')).toEqual({
      type: 'ticketAssigned',
      ticketId: 'waiting',
      engineerId: 'wu',
      ...assigned,
    })
  })

  it('asks for the shift at the start of the agreed window', () => {
    expect(assign('waiting', 'night')).toEqual({
      name: 'off-shift',
      engineer: 'Xu Liang',
      fromMinute: 1320,
      toMinute: 360,
    })
    expect(assign('tonight', 'night')).toMatchObject({ type: 'ticketAssigned' })
  })

  it.each([
    ['that is not there', to('nobody', 'wu'), { name: 'ticket-not-found' }],
    ['of another board', to('foreign', 'wu'), { name: 'foreign-ticket' }],
    ['that was changed meanwhile', to('waiting', 'wu', 2), { name: 'version-stale', changedBy: '林晓' }],
    ['that is closed', to('closed', 'wu'), { name: 'ticket-closed' }],
    ['that somebody holds', to('held', 'wu'), { name: 'already-assigned', engineer: 'Li Na' }],
    ['to nobody known', to('waiting', 'nobody'), { name: 'engineer-not-found' }],
    ['to an engineer of another board', to('waiting', 'elsewhere'), { name: 'engineer-not-found' }],
    [
      'to somebody without the skill',
      to('gas', 'wu'),
      { name: 'skill-missing', engineer: 'Wu Haifeng', skill: 'gas', needed: 2, has: 0 },
    ],
    [
      'to somebody who holds enough',
      to('waiting', 'li'),
      { name: 'at-capacity', engineer: 'Li Na', load: 1, capacity: 1 },
    ],
  ])('refuses one %s', (_what, target, rejection) => {
    expect(outcomeOf(decideAssignTicket(facts, target, sampleContext))).toEqual(rejection)
  })

  it('refuses on a closed board', () => {
    const decision = decideAssignTicket(closedBoard, to('waiting', 'wu'), sampleContext)
    expect(outcomeOf(decision)).toEqual({ name: 'board-closed' })
  })
})

describe('reassigning a ticket', () => {
  it('takes it from one engineer and gives it to another', () => {
    expect(outcomeOf(decideReassignTicket(facts, to('held', 'wu'), sampleContext))).toEqual({
      type: 'ticketReassigned',
      ticketId: 'held',
      engineerId: 'wu',
      previousEngineerId: 'li',
      ...assigned,
    })
  })

  it.each([
    ['that nobody holds', to('waiting', 'wu'), { name: 'not-assigned' }],
    ['to whoever holds it', to('held', 'li'), { name: 'same-engineer', engineer: 'Li Na' }],
    ['that is pinned', to('pinned', 'li'), { name: 'pinned', engineer: 'Wu Haifeng' }],
    ['that was changed meanwhile', to('held', 'wu', 3), { name: 'version-stale', changedBy: '林晓' }],
    [
      'to somebody off shift',
      to('held', 'night'),
      { name: 'off-shift', engineer: 'Xu Liang', fromMinute: 1320, toMinute: 360 },
    ],
    ['whose work is done', to('verifying', 'wu'), { name: 'no-transition', from: 'to-verify', to: null }],
  ])('refuses one %s', (_what, target, rejection) => {
    expect(outcomeOf(decideReassignTicket(facts, target, sampleContext))).toEqual(rejection)
  })
})

describe('before it is asked to whom', () => {
  const everyTicket = defaultFlow.nodes.flatMap(({ id: nodeId }) =>
    [null, heldBy('li'), heldBy('li', true)].map((assignment) =>
      sampleTicket({ id: 'any', nodeId, assignment }),
    ),
  )

  it('an obstacle is told exactly where nobody would be accepted', () => {
    for (const ticket of everyTicket) {
      const board = sampleFacts({ tickets: [ticket], engineers })
      const decide = ticket.assignment ? decideReassignTicket : decideAssignTicket
      const decision = decide(board, to('any', 'wu'), sampleContext)
      const obstacle = findHandoverObstacle(board.flowOf(ticket), ticket, board.engineerName)
      expect([ticket.nodeId, obstacle]).toEqual([ticket.nodeId, decision.ok ? null : decision.rejection])
    }
  })
})

describe('unassigning a ticket', () => {
  it('puts it back to those that wait', () => {
    expect(
      outcomeOf(decideUnassignTicket(facts, { ticketId: 'held', expectedVersion: 1 }, sampleContext)),
    ).toEqual({
      type: 'ticketUnassigned',
      ticketId: 'held',
      previousEngineerId: 'li',
      nodeId: 'to-dispatch',
      stage: 'to-dispatch',
    })
  })

  it.each([
    ['waiting', { name: 'not-assigned' }],
    ['pinned', { name: 'pinned', engineer: 'Wu Haifeng' }],
    ['closed', { name: 'ticket-closed' }],
    ['verifying', { name: 'no-transition', from: 'to-verify', to: null }],
  ])('refuses one that is %s', (ticketId, rejection) => {
    expect(outcomeOf(decideUnassignTicket(facts, { ticketId, expectedVersion: 1 }, sampleContext))).toEqual(
      rejection,
    )
  })
})

describe('assigning many tickets at once', () => {
  const loose = ['a', 'b', 'c', 'd'].map((id) => sampleTicket({ id }))
  const board = sampleFacts({ tickets: [...loose, held, pinned], engineers })
  const bulk = (...items: readonly ReturnType<typeof to>[]) => {
    const decision = decideBulkAssignTickets(board, { items }, sampleContext)
    if (!decision.ok) throw new Error(decision.rejection.name)
    return {
      done: decision.events.map(({ ticketId }) => ticketId),
      answers: decision.items?.map((item) => (item.ok ? 'ok' : item.rejection.name)),
    }
  }

  it('does not give the same capacity twice', () => {
    // Wu takes two and holds the pinned one already.
    expect(bulk(to('a', 'wu'), to('b', 'wu'), to('c', 'wu'))).toEqual({
      done: ['a'],
      answers: ['ok', 'at-capacity', 'at-capacity'],
    })
  })

  it('counts a ticket that is taken from an engineer as room for another', () => {
    // Li takes one and holds it.
    expect(bulk(to('a', 'li'), to('held', 'wu'), to('b', 'li'))).toEqual({
      done: ['held', 'b'],
      answers: ['at-capacity', 'ok', 'ok'],
    })
  })

  it('does the same ticket once; the second time its version is another one', () => {
    const decision = decideBulkAssignTickets(board, { items: [to('a', 'wu'), to('a', 'li')] }, sampleContext)
    expect(decision).toMatchObject({
      ok: true,
      events: [{ ticketId: 'a', engineerId: 'wu' }],
      items: [
        { ticketId: 'a', ok: true },
        { ticketId: 'a', ok: false, rejection: { name: 'version-stale', changedBy: '孙悦' } },
      ],
    })
  })

  it('gives what an item before it was refused to the next', () => {
    expect(bulk(to('nobody', 'wu'), to('a', 'wu'))).toEqual({
      done: ['a'],
      answers: ['ticket-not-found', 'ok'],
    })
  })

  it('changes nothing when every item is refused, and says so per item', () => {
    expect(bulk(to('pinned', 'li'), to('held', 'li'), to('a', 'wu', 7))).toEqual({
      done: [],
      answers: ['pinned', 'same-engineer', 'version-stale'],
    })
  })

  it('is refused as a whole on a closed board', () => {
    const decision = decideBulkAssignTickets(closedBoard, { items: [to('waiting', 'wu')] }, sampleContext)
    expect(outcomeOf(decision)).toEqual({ name: 'board-closed' })
  })
})
