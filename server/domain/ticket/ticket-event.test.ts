import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldBy, noon, sampleTicket } from '../sample-board.ts'
import { applyTicketEvent, type TicketEvent } from './ticket-event.ts'

const ticketId = '1'
const moment = { at: noon + 60_000, actorName: '孙悦' }
const waiting = sampleTicket({ id: ticketId })
const held = sampleTicket({ id: ticketId, assignment: heldBy('wu') })
const apply = (event: TicketEvent, ticket = held) => applyTicketEvent(ticket, event, moment)

const everyChange: readonly TicketEvent[] = [
  { type: 'ticketEdited', ticketId, changes: { title: '漏电' } },
  { type: 'ticketAssigned', ticketId, engineerId: 'wu', nodeId: 'assigned', stage: 'assigned' },
  {
    type: 'ticketReassigned',
    ticketId,
    engineerId: 'li',
    previousEngineerId: 'wu',
    nodeId: 'assigned',
    stage: 'assigned',
  },
  {
    type: 'ticketUnassigned',
    ticketId,
    previousEngineerId: 'wu',
    nodeId: 'to-dispatch',
    stage: 'to-dispatch',
  },
  { type: 'ticketMoved', ticketId, fromNodeId: 'assigned', nodeId: 'en-route', stage: 'en-route' },
  { type: 'ticketPrioritySet', ticketId, priority: 1, previous: 3, dueAt: noon },
  { type: 'assignmentPinned', ticketId },
  { type: 'assignmentUnpinned', ticketId },
  { type: 'ticketCancelled', ticketId, reason: '客户取消', nodeId: 'cancelled', stage: 'closed' },
  { type: 'ticketReopened', ticketId, nodeId: 'assigned', stage: 'assigned' },
]

describe('a ticket after an event', () => {
  it('is what ticketCreated says', () => {
    expect(applyTicketEvent(undefined, { type: 'ticketCreated', ticketId, ticket: waiting }, moment)).toBe(
      waiting,
    )
  })

  it.each(everyChange)('has the next version and says who changed it when: $type', (event) => {
    const after = apply(event)
    expect(after).toMatchObject({ version: 2, changedAt: moment.at, changedBy: '孙悦' })
    expect(held.version).toBe(1)
  })

  it('has one note more, and the same version, after noteAdded', () => {
    const after = apply({ type: 'noteAdded', ticketId, noteId: 'n', text: '已联系' })
    expect(after).toEqual({ ...held, noteCount: 1 })
  })

  it('keeps what an edit left out', () => {
    const after = apply({
      type: 'ticketEdited',
      ticketId,
      changes: { title: '漏电', windowFrom: null, dueAt: noon },
    })
    expect(after).toMatchObject({ title: '漏电', windowFrom: null, dueAt: noon, address: held.address })
  })

  it('is held, not pinned, from the moment of the assignment', () => {
    const pinned = sampleTicket({ id: ticketId, assignment: heldBy('wu', true) })
    const landing = { nodeId: 'assigned', stage: 'assigned' } as const
    expect(
      apply({ type: 'ticketAssigned', ticketId, engineerId: 'wu', ...landing }, waiting).assignment,
    ).toEqual({ engineerId: 'wu', assignedAt: moment.at, pinned: false })
    expect(
      apply(
        { type: 'ticketReassigned', ticketId, engineerId: 'li', previousEngineerId: 'wu', ...landing },
        pinned,
      ).assignment,
    ).toEqual({ engineerId: 'li', assignedAt: moment.at, pinned: false })
  })

  it('is held by nobody after ticketUnassigned', () => {
    const after = apply({
      type: 'ticketUnassigned',
      ticketId,
      previousEngineerId: 'wu',
      nodeId: 'to-dispatch',
      stage: 'to-dispatch',
    })
    expect(after).toMatchObject({ assignment: null, nodeId: 'to-dispatch', stageSince: moment.at })
  })

  it('counts the time in its column anew only when the column is another one', () => {
    const parts = sampleTicket({ id: ticketId, nodeId: 'waiting-parts', assignment: heldBy('wu') })
    const move = { type: 'ticketMoved', ticketId, fromNodeId: 'waiting-parts' } as const
    expect(apply({ ...move, nodeId: 'waiting-customer', stage: 'waiting' }, parts)).toMatchObject({
      nodeId: 'waiting-customer',
      stageSince: parts.stageSince,
    })
    expect(apply({ ...move, nodeId: 'on-site', stage: 'on-site' }, parts).stageSince).toBe(moment.at)
  })

  it('is closed while it stands in the last column, and still says who held it', () => {
    const cancelled = apply({
      type: 'ticketCancelled',
      ticketId,
      reason: '',
      nodeId: 'cancelled',
      stage: 'closed',
    })
    expect(cancelled).toMatchObject({ closedAt: moment.at, assignment: held.assignment })
    const reopened = apply(
      { type: 'ticketReopened', ticketId, nodeId: 'assigned', stage: 'assigned' },
      cancelled,
    )
    expect(reopened).toMatchObject({ closedAt: null, stage: 'assigned', version: 3 })
  })

  it('is pinned and unpinned with its engineer; without one there is nothing to pin', () => {
    expect(apply({ type: 'assignmentPinned', ticketId }).assignment?.pinned).toBe(true)
    expect(apply({ type: 'assignmentUnpinned', ticketId }).assignment?.pinned).toBe(false)
    expect(apply({ type: 'assignmentPinned', ticketId }, waiting).assignment).toBeNull()
  })

  it('has a version for every event but notes, whatever the order', () => {
    const note: TicketEvent = { type: 'noteAdded', ticketId, noteId: 'n', text: '' }
    fc.assert(
      fc.property(fc.array(fc.constantFrom(note, ...everyChange), { maxLength: 30 }), (events) => {
        const last = events.reduce((ticket, event) => apply(event, ticket), waiting)
        const notes = events.filter(({ type }) => type === 'noteAdded').length
        expect(last.version).toBe(1 + events.length - notes)
        expect(last.noteCount).toBe(notes)
        expect(last.stage === 'closed').toBe(last.closedAt !== null)
      }),
    )
  })

  it('cannot be made of nothing: a log with a hole is a bug', () => {
    expect(() => applyTicketEvent(undefined, { type: 'assignmentPinned', ticketId: 'lost' }, moment)).toThrow(
      'event assignmentPinned for ticket lost, which is not there',
    )
  })
})
