import { describe, expect, it } from 'vitest'
import type { CommandInput, CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import type { Engineer } from '#domain/engineer.ts'
import { indexFlows } from '#domain/flow/board-flows.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardBase } from './board-facts.ts'
import { showPending } from './show-pending.ts'

const boardId = 'board'
const ana: Actor = { kind: 'person', id: 'ana', name: 'Ana', role: 'dispatcher', boardIds: [boardId] }
const place = { lng: 121.47, lat: 31.23 }
const wu: Engineer = {
  id: 'wu',
  ref: 1,
  boardId,
  name: 'Wu Haifeng',
  skills: [],
  home: place,
  shift: { isoWeekdays: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 0 },
  capacity: 1,
  districts: [],
  ratingSum: 0,
  ratingCount: 0,
}
const base: BoardBase = {
  board: { id: boardId, timeZone: 'Asia/Shanghai', closed: false, flow: null },
  flows: indexFlows([]),
  engineers: new Map([[wu.id, wu]]),
}
const ticket = (id: string, given: Partial<Ticket> = {}): Ticket => ({
  id,
  boardId,
  number: id,
  externalId: null,
  flow: null,
  title: '空调不制冷',
  description: '',
  priority: 3,
  requiredSkills: [],
  place,
  address: '',
  district: null,
  windowFrom: null,
  windowTo: null,
  createdAt: 0,
  dueAt: 1_000,
  closedAt: null,
  nodeId: 'to-dispatch',
  stage: 'to-dispatch',
  stageSince: 0,
  source: 'phone',
  customer: null,
  asset: null,
  assignment: null,
  offer: null,
  noteCount: 0,
  version: 1,
  changedAt: 0,
  changedBy: 'Ben',
  ...given,
})
const boardOf = (...tickets: Ticket[]) => new Map(tickets.map((one) => [one.id, one]))
const at = 5_000
const pending = (...messages: CommandMessage[]) => messages.map((message) => ({ message, at }))
const assign = (ticketId: string, expectedVersion = 1): CommandMessage => ({
  name: 'assignTicket',
  input: { commandId: `assign-${ticketId}`, boardId, ticketId, engineerId: wu.id, expectedVersion },
})

describe('the board that is shown', () => {
  it('[C5] is the confirmed board itself while nothing is pending', () => {
    const confirmed = boardOf(ticket('a'))
    expect(showPending(base, confirmed, [], ana)).toBe(confirmed)
  })

  it('[C5] has my command done on it, and leaves every other ticket the same object', () => {
    const confirmed = boardOf(ticket('a'), ticket('b'))
    const shown = showPending(base, confirmed, pending(assign('a')), ana)
    expect(shown.get('a')).toMatchObject({
      stage: 'assigned',
      assignment: { engineerId: 'wu', assignedAt: at },
      version: 2,
      changedBy: 'Ana',
    })
    expect(shown.get('b')).toBe(confirmed.get('b'))
    expect(confirmed.get('a')?.assignment).toBeNull()
  })

  it('[C5] does commands in order, so that they may build on each other', () => {
    const move: CommandMessage = {
      name: 'moveTicketStage',
      input: { commandId: 'move', boardId, ticketId: 'a', stage: 'en-route', expectedVersion: 2 },
    }
    const confirmed = boardOf(ticket('a'))
    expect(showPending(base, confirmed, pending(assign('a'), move), ana).get('a')?.stage).toBe('en-route')
    expect(showPending(base, confirmed, pending(move, assign('a')), ana).get('a')?.stage).toBe('assigned')
  })

  it('[C6] shows nothing of a command that the decider now refuses: someone was faster, or the load is full', () => {
    const faster = boardOf(ticket('a', { version: 2, changedBy: 'Ben', priority: 1 }))
    expect(showPending(base, faster, pending(assign('a')), ana)).toBe(faster)
    const shown = showPending(base, boardOf(ticket('a'), ticket('b')), pending(assign('a'), assign('b')), ana)
    expect(shown.get('a')?.assignment?.engineerId).toBe('wu')
    expect(shown.get('b')?.assignment).toBeNull()
  })

  it('[C5] shows a new ticket without the number that only the server can give', () => {
    const input: CommandInput<'createTicket'> = {
      commandId: 'create',
      boardId,
      ticketId: 'new',
      externalId: null,
      title: '漏水',
      description: '',
      priority: 1,
      requiredSkills: [],
      place,
      address: '',
      windowFrom: null,
      windowTo: null,
      source: 'phone',
      customer: { name: '王女士', phone: '13800001111' },
      assetId: null,
    }
    const shown = showPending(base, boardOf(), pending({ name: 'createTicket', input }), ana)
    expect(shown.get('new')).toMatchObject({
      number: '',
      stage: 'to-dispatch',
      customer: { name: '王女士', phoneMasked: '' },
      createdAt: at,
    })
  })

  it('[C6] does of a bulk command only the items that have not happened', () => {
    const roomy = { ...base, engineers: new Map([[wu.id, { ...wu, capacity: 5 }]]) }
    const item = (ticketId: string) => ({ ticketId, engineerId: wu.id, expectedVersion: 1 })
    const bulk: CommandMessage = {
      name: 'bulkAssignTickets',
      input: { commandId: 'bulk', boardId, items: [item('a'), item('b')] },
    }
    const half = boardOf(ticket('a', { version: 2, changedBy: 'Ana' }), ticket('b'))
    const shown = showPending(roomy, half, pending(bulk), ana)
    expect(shown.get('a')).toBe(half.get('a'))
    expect(shown.get('b')?.assignment?.engineerId).toBe('wu')
  })
})
