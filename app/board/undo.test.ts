import { defaultFlow } from '#domain/flow/default-flow.ts'
import { describe, expect, it } from 'vitest'
import type { Ticket } from '#domain/ticket/ticket.ts'
import { heldBy, sampleTicket } from './sample-board.ts'
import { planUndo } from './undo.ts'

const ticket = (nodeId: string, engineerId?: string, more: Partial<Ticket> = {}) =>
  sampleTicket({ id: 't', nodeId, assignment: engineerId ? heldBy(engineerId) : null, ...more })
const undo = (before: Ticket, after: Ticket) =>
  planUndo(defaultFlow, before, { ...after, version: before.version + 1 })?.map(({ name }) => name) ?? null

describe('planUndo', () => {
  it('takes an assignment back', () => {
    expect(undo(ticket('to-dispatch'), ticket('assigned', 'e1'))).toEqual(['unassignTicket'])
    expect(undo(ticket('intake'), ticket('assigned', 'e1'))).toEqual(['unassignTicket', 'moveTicketStage'])
  })

  it('gives a ticket back to the one who held it, where it stood', () => {
    expect(undo(ticket('on-site', 'e1'), ticket('assigned', 'e2'))).toEqual([
      'reassignTicket',
      'moveTicketStage',
    ])
    expect(undo(ticket('assigned', 'e1'), ticket('to-dispatch'))).toEqual(['assignTicket'])
  })

  it('moves back, and reopens what was closed', () => {
    expect(undo(ticket('on-site', 'e1'), ticket('waiting-parts', 'e1'))).toEqual(['moveTicketStage'])
    expect(undo(ticket('to-verify', 'e1'), ticket('closed', 'e1'))).toEqual([
      'reopenTicket',
      'moveTicketStage',
      'moveTicketStage',
    ])
    expect(undo(ticket('to-dispatch'), ticket('cancelled'))).toEqual(['reopenTicket'])
  })

  it('sets priority and pin back', () => {
    expect(undo(ticket('assigned', 'e1'), ticket('assigned', 'e1', { priority: 1 }))).toEqual([
      'setTicketPriority',
    ])
    const pinned = ticket('assigned', 'e1', { assignment: heldBy('e1', true) })
    expect(undo(ticket('assigned', 'e1'), pinned)).toEqual(['unpinAssignment'])
    expect(undo(pinned, ticket('assigned', 'e1'))).toEqual(['pinAssignment'])
  })

  it('expects the version that each of its commands will meet', () => {
    const commands = planUndo(
      defaultFlow,
      ticket('on-site', 'e1', { version: 6 }),
      ticket('assigned', 'e2', { version: 7 }),
    )
    expect(commands?.map(({ input }) => 'expectedVersion' in input && input.expectedVersion)).toEqual([7, 8])
  })

  it('has no way back when nothing changed or the flow offers none', () => {
    expect(undo(ticket('assigned', 'e1'), ticket('assigned', 'e1'))).toBeNull()
    expect(undo(ticket('closed', 'e1'), ticket('assigned', 'e1'))?.at(-1)).toBe('moveTicketStage')
    expect(undo(ticket('cancelled'), ticket('to-dispatch'))).toBeNull()
  })
})
