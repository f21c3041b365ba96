import { indexFlows } from '#domain/flow/board-flows.ts'
import type { Stage } from '#domain/stage.ts'
import { describe, expect, it } from 'vitest'
import { gestureToCommand } from './gesture-to-command.ts'
import { heldBy, sampleTicket } from './sample-board.ts'

const free = sampleTicket({ id: 'free' })
const held = (nodeId: string) => sampleTicket({ id: 'held', nodeId, assignment: heldBy('e1'), version: 4 })
const drop = (ticket: ReturnType<typeof sampleTicket>, stage: Stage) =>
  gestureToCommand({ kind: 'to-stage', stage }, [ticket], indexFlows([]))

describe('a card put on an engineer', () => {
  it('is assigned, or reassigned when somebody holds it', () => {
    const gesture = { kind: 'to-engineer', engineerId: 'e2' } as const
    expect(gestureToCommand(gesture, [free], indexFlows([])).commands).toEqual([
      { name: 'assignTicket', input: { ticketId: 'free', expectedVersion: 1, engineerId: 'e2' } },
    ])
    expect(gestureToCommand(gesture, [held('on-site')], indexFlows([])).commands).toEqual([
      { name: 'reassignTicket', input: { ticketId: 'held', expectedVersion: 4, engineerId: 'e2' } },
    ])
  })

  it('goes as one bulk command when there are several', () => {
    const { commands } = gestureToCommand(
      { kind: 'to-engineer', engineerId: 'e2' },
      [free, held('assigned')],
      indexFlows([]),
    )
    expect(commands).toHaveLength(1)
    expect(commands[0]).toMatchObject({
      name: 'bulkAssignTickets',
      input: { items: [{}, { expectedVersion: 4 }] },
    })
  })
})

describe('a card put into a column', () => {
  it.each<[string, Stage]>([
    ['assigned', 'en-route'],
    ['on-site', 'to-verify'],
    ['to-verify', 'closed'],
  ])('moves from %s to %s', (nodeId, stage) => {
    expect(drop(held(nodeId), stage).commands).toEqual([
      { name: 'moveTicketStage', input: { ticketId: 'held', expectedVersion: 4, stage } },
    ])
  })

  it('does nothing in its own column', () => {
    expect(drop(free, 'to-dispatch')).toEqual({ commands: [], question: null, refusals: [] })
  })

  it('asks to whom when it would become assigned', () => {
    expect(drop(free, 'assigned').question).toEqual({ kind: 'engineer', ticketIds: ['free'] })
  })

  it('asks which way when there are several, and takes the answer', () => {
    const outcome = drop(held('on-site'), 'waiting')
    expect(outcome.question).toMatchObject({ kind: 'transition', stage: 'waiting' })
    const chosen = gestureToCommand(
      { kind: 'to-stage', stage: 'waiting', nodeId: 'waiting-customer' },
      [held('on-site')],
      indexFlows([]),
    )
    expect(chosen.commands).toMatchObject([
      { name: 'moveTicketStage', input: { stage: 'waiting', nodeId: 'waiting-customer' } },
    ])
  })

  it('is taken back from its engineer when put among those that wait for dispatch', () => {
    expect(drop(held('on-site'), 'to-dispatch').commands).toMatchObject([{ name: 'unassignTicket' }])
  })

  it('asks why when closing it means cancelling it', () => {
    expect(drop(free, 'closed').question).toEqual({ kind: 'reason', ticketIds: ['free'] })
  })

  it('is reopened when it comes out of the closed ones, but only to where reopening leads', () => {
    expect(drop(held('closed'), 'assigned').commands).toMatchObject([{ name: 'reopenTicket' }])
    expect(drop(held('closed'), 'on-site').refusals).toEqual([
      { ticketId: 'held', rejection: { name: 'no-transition', from: 'closed', to: 'on-site' } },
    ])
  })

  it('says why when the flow has no way', () => {
    expect(drop(free, 'to-verify').refusals).toEqual([
      { ticketId: 'free', rejection: { name: 'no-transition', from: 'to-dispatch', to: 'to-verify' } },
    ])
  })

  it('moves those of several that can and refuses the others one by one', () => {
    const outcome = gestureToCommand(
      { kind: 'to-stage', stage: 'to-verify' },
      [held('on-site'), free],
      indexFlows([]),
    )
    expect(outcome.commands).toHaveLength(1)
    expect(outcome.refusals.map(({ ticketId }) => ticketId)).toEqual(['free'])
  })
})

it('sets a priority only where it differs, and turns a pin round', () => {
  const set = gestureToCommand(
    { kind: 'priority', priority: 3 },
    [free, { ...free, priority: 1 }],
    indexFlows([]),
  )
  expect(set.commands).toHaveLength(1)
  const pinned = sampleTicket({ id: 'p', assignment: heldBy('e1', true) })
  const { commands } = gestureToCommand({ kind: 'toggle-pin' }, [pinned, held('assigned')], indexFlows([]))
  expect(commands.map(({ name }) => name)).toEqual(['unpinAssignment', 'pinAssignment'])
})
