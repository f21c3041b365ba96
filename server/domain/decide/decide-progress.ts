import { step, type StepTarget } from '../flow/step.ts'
import { refuse } from '../rejection.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import {
  decided,
  findSeenOpenTicket,
  findSeenTicket,
  type BoardFacts,
  type Decision,
  type TicketTarget,
} from './board-facts.ts'

/** Moves a ticket into another column, along the one transition that the flow opens there. */
export function decideMoveTicketStage(facts: BoardFacts, input: TicketTarget & StepTarget): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const landing = step(facts.flow, standing(ticket), 'move', input)
  if (!landing.ok) return landing
  return decided({
    type: 'ticketMoved',
    ticketId: ticket.id,
    fromNodeId: ticket.nodeId,
    nodeId: landing.node.id,
    stage: landing.node.stage,
  })
}

/** Ends a ticket that will not be done. */
export function decideCancelTicket(facts: BoardFacts, input: TicketTarget & { reason: string }): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const landing = step(facts.flow, standing(ticket), 'cancel')
  if (!landing.ok) return landing
  return decided({
    type: 'ticketCancelled',
    ticketId: ticket.id,
    reason: input.reason,
    nodeId: landing.node.id,
    stage: landing.node.stage,
  })
}

/** Brings a closed ticket back: to the engineer who held it, else to those that wait for dispatch. */
export function decideReopenTicket(facts: BoardFacts, input: TicketTarget): Decision {
  const found = findSeenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (isOpen(ticket)) return refuse({ name: 'ticket-open' })
  const landing = step(facts.flow, standing(ticket), 'reopen')
  if (!landing.ok) return landing
  return decided({
    type: 'ticketReopened',
    ticketId: ticket.id,
    nodeId: landing.node.id,
    stage: landing.node.stage,
  })
}

/** Where the ticket stands in the flow, as guards look at it. */
const standing = ({ nodeId, assignment }: Ticket) => ({ nodeId, hasAssignee: assignment !== null })
