import { describe, expect, it } from 'vitest'
import { hours } from '../instant.ts'
import { heldBy, noon, sampleTicket } from '../sample-board.ts'
import { defaultDueAt } from '../sla/due.ts'
import {
  decideAddNote,
  decideCreateTicket,
  decideEditTicket,
  decidePinAssignment,
  decideSetTicketPriority,
  decideUnpinAssignment,
  type NewTicket,
} from './decide-ticket-content.ts'
import { outcomeOf, sampleContext, sampleFacts } from './sample-facts.ts'

const waiting = sampleTicket({ id: 'waiting' })
const held = sampleTicket({ id: 'held', assignment: heldBy('wu') })
const pinned = sampleTicket({ id: 'pinned', assignment: heldBy('wu', true) })
const closed = sampleTicket({ id: 'closed', nodeId: 'closed', assignment: heldBy('wu') })
const foreign = sampleTicket({ id: 'foreign', boardId: 'other' })
const tickets = [waiting, held, pinned, closed, foreign]
const facts = sampleFacts({ tickets })
const closedBoard = sampleFacts({ tickets }, { closed: true })
const seen = (ticketId: string, expectedVersion = 1) => ({ ticketId, expectedVersion })

describe('creating a ticket', () => {
  const lookedUp = {
    number: '1121-007',
    district: '黄浦区',
    customer: null,
    asset: null,
    externalIdTaken: false,
  }
  const create = (given: Partial<NewTicket> = {}, found: Partial<typeof lookedUp> = {}, on = facts) =>
    outcomeOf(
      decideCreateTicket(
        { ...on, ...lookedUp, ...found },
        {
          ticketId: 'new',
          externalId: null,
          title: '空调漏水',
          description: '',
          priority: 2,
          requiredSkills: [],
          place: { lng: 121.47, lat: 31.23 },
          address: '',
          windowFrom: null,
          windowTo: null,
          source: 'phone',
          ...given,
        },
        sampleContext,
      ),
    )

  it('puts it where the flow begins, with number, district and the due time of its priority', () => {
    expect(create()).toMatchObject({
      type: 'ticketCreated',
      ticketId: 'new',
      ticket: {
        id: 'new',
        boardId: 'board',
        number: '1121-007',
        district: '黄浦区',
        nodeId: 'to-dispatch',
        stage: 'to-dispatch',
        stageSince: noon,
        createdAt: noon,
        dueAt: noon + hours(4),
        closedAt: null,
        assignment: null,
        version: 1,
        changedBy: '孙悦',
      },
    })
  })

  it('keeps a due time that was agreed', () => {
    expect(create({ dueAt: noon + 1 })).toMatchObject({ ticket: { dueAt: noon + 1 } })
  })

  it('takes over work of another system, open or closed, with the times of then', () => {
    const createdAt = noon - hours(50)
    expect(create({ createdAt })).toMatchObject({ ticket: { createdAt, dueAt: createdAt + hours(4) } })
    const closedAt = noon - hours(40)
    expect(create({ createdAt, closedAt })).toMatchObject({
      ticket: { closedAt, nodeId: 'closed', stage: 'closed', stageSince: closedAt },
    })
  })

  it('refuses an id and an external id that are taken, a window that ends before it begins, a closed board', () => {
    expect(create({ ticketId: 'held' })).toEqual({ name: 'ticket-exists' })
    expect(create({ externalId: 'SR-9' }, { externalIdTaken: true })).toEqual({
      name: 'external-id-taken',
      externalId: 'SR-9',
    })
    expect(create({ windowFrom: noon, windowTo: noon })).toEqual({ name: 'window-reversed' })
    expect(create({}, {}, closedBoard)).toEqual({ name: 'board-closed' })
  })
})

describe('editing a ticket', () => {
  it('changes what is given', () => {
    const changes = { title: '漏电', windowFrom: noon, windowTo: noon + 1 }
    expect(outcomeOf(decideEditTicket(facts, { ...seen('waiting'), changes }, sampleContext))).toEqual({
      type: 'ticketEdited',
      ticketId: 'waiting',
      changes,
    })
  })

  it('moves it to another place, into the district that was looked up there', () => {
    const place = { lng: 121.5, lat: 31.1 }
    const edit = (districtOfPlace?: string | null) =>
      decideEditTicket(
        { ...facts, ...(districtOfPlace === undefined ? {} : { districtOfPlace }) },
        { ...seen('waiting'), changes: { place } },
        sampleContext,
      )
    const edited = { type: 'ticketEdited', ticketId: 'waiting' }
    expect(outcomeOf(edit('浦东新区'))).toEqual({ ...edited, changes: { place, district: '浦东新区' } })
    expect(outcomeOf(edit(null))).toEqual({ ...edited, changes: { place, district: null } })
    // The screen's guess cannot look it up.
    expect(outcomeOf(edit())).toEqual({ ...edited, changes: { place } })
  })

  it.each([
    ['that changes nothing', { ...seen('waiting'), changes: { title: waiting.title } }, 'nothing-changed'],
    ['that is empty', { ...seen('waiting'), changes: {} }, 'nothing-changed'],
    [
      'that turns the window round',
      { ...seen('waiting'), changes: { windowFrom: noon, windowTo: noon - 1 } },
      'window-reversed',
    ],
    ['of a closed ticket', { ...seen('closed'), changes: { title: 'x' } }, 'ticket-closed'],
    ['of what was changed meanwhile', { ...seen('waiting', 9), changes: { title: 'x' } }, 'version-stale'],
  ])('refuses one %s', (_what, input, name) => {
    expect(outcomeOf(decideEditTicket(facts, input, sampleContext))).toMatchObject({ name })
  })

  it('compares a new end of the window with the start that stands', () => {
    const windowed = sampleTicket({ id: 'windowed', windowFrom: noon, windowTo: noon + hours(1) })
    const input = { ...seen('windowed'), changes: { windowTo: noon } }
    expect(outcomeOf(decideEditTicket(sampleFacts({ tickets: [windowed] }), input, sampleContext))).toEqual({
      name: 'window-reversed',
    })
  })
})

describe('setting the priority', () => {
  it('moves a due time that came from the priority', () => {
    const untouched = sampleTicket({ id: 'untouched', dueAt: defaultDueAt(3, waiting.createdAt) })
    const input = { ...seen('untouched'), priority: 1 as const }
    expect(
      outcomeOf(decideSetTicketPriority(sampleFacts({ tickets: [untouched] }), input, sampleContext)),
    ).toEqual({
      type: 'ticketPrioritySet',
      ticketId: 'untouched',
      priority: 1,
      previous: 3,
      dueAt: untouched.createdAt + hours(2),
    })
  })

  it('leaves one that was agreed', () => {
    const agreed = sampleTicket({ id: 'agreed', dueAt: noon + 7 })
    const input = { ...seen('agreed'), priority: 4 as const }
    expect(
      outcomeOf(decideSetTicketPriority(sampleFacts({ tickets: [agreed] }), input, sampleContext)),
    ).toMatchObject({
      dueAt: noon + 7,
    })
  })

  it('refuses the priority that it has, and a closed ticket', () => {
    expect(
      outcomeOf(decideSetTicketPriority(facts, { ...seen('waiting'), priority: 3 }, sampleContext)),
    ).toEqual({
      name: 'nothing-changed',
    })
    expect(
      outcomeOf(decideSetTicketPriority(facts, { ...seen('closed'), priority: 1 }, sampleContext)),
    ).toEqual({
      name: 'ticket-closed',
    })
  })
})

describe('adding a note', () => {
  const note = (ticketId: string) => ({ ticketId, noteId: 'n', text: '已联系客户' })

  it.each(['waiting', 'closed'])('goes to a ticket that is %s, whatever its version', (ticketId) => {
    expect(outcomeOf(decideAddNote(facts, note(ticketId)))).toEqual({ type: 'noteAdded', ...note(ticketId) })
  })

  it('refuses a ticket that is not on this board, and a closed board', () => {
    expect(outcomeOf(decideAddNote(facts, note('nowhere')))).toEqual({ name: 'ticket-not-found' })
    expect(outcomeOf(decideAddNote(facts, note('foreign')))).toEqual({ name: 'foreign-ticket' })
    expect(outcomeOf(decideAddNote(closedBoard, note('waiting')))).toEqual({ name: 'board-closed' })
  })
})

describe('pinning', () => {
  it('binds and frees an assignment', () => {
    expect(outcomeOf(decidePinAssignment(facts, seen('held')))).toEqual({
      type: 'assignmentPinned',
      ticketId: 'held',
    })
    expect(outcomeOf(decideUnpinAssignment(facts, seen('pinned')))).toEqual({
      type: 'assignmentUnpinned',
      ticketId: 'pinned',
    })
  })

  it.each([
    [decidePinAssignment, 'waiting', 'not-assigned'],
    [decidePinAssignment, 'pinned', 'already-pinned'],
    [decidePinAssignment, 'closed', 'ticket-closed'],
    [decideUnpinAssignment, 'waiting', 'not-assigned'],
    [decideUnpinAssignment, 'held', 'not-pinned'],
    [decideUnpinAssignment, 'closed', 'ticket-closed'],
  ])('%o refuses a ticket that is %s: %s', (decide, ticketId, name) => {
    expect(outcomeOf(decide(facts, seen(ticketId)))).toEqual({ name })
  })
})
