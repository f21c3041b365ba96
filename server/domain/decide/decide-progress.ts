import type { StepTarget } from '../flow/step.ts'
import { refuse } from '../rejection.ts'
import { isOpen } from '../ticket/ticket.ts'
import {
  decidedAt,
  findSeenOpenTicket,
  findSeenTicket,
  type BoardFacts,
  type Decision,
  type DecisionContext,
  type TicketTarget,
} from './board-facts.ts'
import { land } from './flow-gesture.ts'
import { decideStepped } from './step-event.ts'

/** Moves a ticket into another column, along the one transition that the flow opens there. */
export function decideMoveTicketStage(
  facts: BoardFacts,
  input: TicketTarget & StepTarget,
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const landed = land(facts, ticket, { kind: 'move', target: input }, context)
  return landed.ok ? decideStepped(ticket, landed, facts.runningFlow?.(ticket.id)?.version) : landed
}

/** Ends a ticket that will not be done. */
export function decideCancelTicket(
  facts: BoardFacts,
  input: TicketTarget & { reason: string },
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const landed = land(facts, ticket, { kind: 'cancel' }, context)
  if (!landed.ok) return landed
  return decidedAt(landed, (landing) => ({
    type: 'ticketCancelled',
    ticketId: ticket.id,
    reason: input.reason,
    ...landing,
  }))
}

/** Brings a closed ticket back: to the engineer who held it, else to those that wait for dispatch. */
export function decideReopenTicket(
  facts: BoardFacts,
  input: TicketTarget,
  context: DecisionContext,
): Decision {
  const found = findSeenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (isOpen(ticket)) return refuse({ name: 'ticket-open' })
  const landed = land(facts, ticket, { kind: 'reopen' }, context)
  if (!landed.ok) return landed
  return decidedAt(landed, (landing) => ({ type: 'ticketReopened', ticketId: ticket.id, ...landing }))
}
