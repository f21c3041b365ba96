import { describe, expect, it } from 'vitest'
import { heldBy, sampleTicket } from '../sample-board.ts'
import { decideCancelTicket, decideMoveTicketStage, decideReopenTicket } from './decide-progress.ts'
import { outcomeOf, sampleContext, sampleFacts } from './sample-facts.ts'

const waiting = sampleTicket({ id: 'waiting' })
const held = sampleTicket({ id: 'held', assignment: heldBy('wu') })
const onSite = sampleTicket({ id: 'on-site', nodeId: 'on-site', assignment: heldBy('wu') })
const abandoned = sampleTicket({ id: 'abandoned', nodeId: 'assigned' })
const closed = sampleTicket({ id: 'closed', nodeId: 'closed', assignment: heldBy('wu') })
const cancelled = sampleTicket({ id: 'cancelled', nodeId: 'cancelled' })
const facts = sampleFacts({ tickets: [waiting, held, onSite, abandoned, closed, cancelled] })
const seen = (ticketId: string, expectedVersion = 1) => ({ ticketId, expectedVersion })

describe('moving a ticket into another column', () => {
  it('follows the one way there', () => {
    expect(
      outcomeOf(decideMoveTicketStage(facts, { ...seen('held'), stage: 'en-route' }, sampleContext)),
    ).toEqual({
      type: 'ticketMoved',
      ticketId: 'held',
      fromNodeId: 'assigned',
      nodeId: 'en-route',
      stage: 'en-route',
    })
  })

  it('lets the mover choose among several', () => {
    const there = { ...seen('on-site'), stage: 'waiting' as const }
    expect(outcomeOf(decideMoveTicketStage(facts, there, sampleContext))).toMatchObject({
      name: 'choose-transition',
    })
    expect(
      outcomeOf(decideMoveTicketStage(facts, { ...there, nodeId: 'waiting-parts' }, sampleContext)),
    ).toMatchObject({
      type: 'ticketMoved',
      nodeId: 'waiting-parts',
    })
  })

  it.each([
    [
      'where no way leads',
      { ...seen('waiting'), stage: 'on-site' as const },
      { name: 'no-transition', from: 'to-dispatch', to: 'on-site' },
    ],
    [
      'without the engineer that it needs',
      { ...seen('abandoned'), stage: 'en-route' as const },
      { name: 'assignee-needed', to: 'en-route' },
    ],
    ['when it is closed', { ...seen('closed'), stage: 'on-site' as const }, { name: 'ticket-closed' }],
    [
      'when it was changed meanwhile',
      { ...seen('held', 4), stage: 'en-route' as const },
      { name: 'version-stale', changedBy: '林晓' },
    ],
  ])('refuses %s', (_when, target, rejection) => {
    expect(outcomeOf(decideMoveTicketStage(facts, target, sampleContext))).toEqual(rejection)
  })
})

describe('cancelling a ticket', () => {
  it.each(['waiting', 'held', 'on-site'])('ends one that is %s', (ticketId) => {
    expect(
      outcomeOf(decideCancelTicket(facts, { ...seen(ticketId), reason: '客户取消' }, sampleContext)),
    ).toEqual({
      type: 'ticketCancelled',
      ticketId,
      reason: '客户取消',
      nodeId: 'cancelled',
      stage: 'closed',
    })
  })

  it.each([
    ['closed', { name: 'ticket-closed' }],
    ['cancelled', { name: 'ticket-closed' }],
    ['nowhere', { name: 'ticket-not-found' }],
  ])('refuses one that is %s', (ticketId, rejection) => {
    expect(outcomeOf(decideCancelTicket(facts, { ...seen(ticketId), reason: '' }, sampleContext))).toEqual(
      rejection,
    )
  })
})

describe('reopening a ticket', () => {
  it('brings it back to the engineer who held it, else to dispatch', () => {
    expect(outcomeOf(decideReopenTicket(facts, seen('closed'), sampleContext))).toEqual({
      type: 'ticketReopened',
      ticketId: 'closed',
      nodeId: 'assigned',
      stage: 'assigned',
    })
    expect(outcomeOf(decideReopenTicket(facts, seen('cancelled'), sampleContext))).toMatchObject({
      nodeId: 'to-dispatch',
      stage: 'to-dispatch',
    })
  })

  it.each([
    ['open', seen('held'), { name: 'ticket-open' }],
    ['nowhere', seen('nowhere'), { name: 'ticket-not-found' }],
    ['changed meanwhile', seen('closed', 2), { name: 'version-stale', changedBy: '林晓' }],
  ])('refuses one that is %s', (_what, target, rejection) => {
    expect(outcomeOf(decideReopenTicket(facts, target, sampleContext))).toEqual(rejection)
  })
})
