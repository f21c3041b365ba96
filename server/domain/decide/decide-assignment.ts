import { shiftMoment } from '../engineer.ts'
import type { Flow } from '../flow/flow.ts'
import { step } from '../flow/step.ts'
import { refuse, type Rejection } from '../rejection.ts'
import { findUnsuitability } from '../suitability.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import {
  decidedAt,
  findSeenOpenTicket,
  type BoardFacts,
  type Decision,
  type DecisionContext,
  type ItemAnswer,
  type TicketTarget,
} from './board-facts.ts'
import { land } from './flow-gesture.ts'
import type { Landed } from './running-flow.ts'

type EngineerTarget = TicketTarget & { engineerId: string }

/** How much the engine has handed to one engineer within the hour, and how much it may. */
export type EngineShare = { given: number; limit: number }

/** `engineShare` of the engineer named, where it is the engine that assigns; people know what they do. */
export type AssignFacts = BoardFacts & { engineShare?: EngineShare | undefined }

/** Gives a ticket that nobody holds to an engineer. */
export function decideAssignTicket(
  facts: AssignFacts,
  input: EngineerTarget,
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (ticket.assignment)
    return refuse({ name: 'already-assigned', engineer: facts.engineerName(ticket.assignment.engineerId) })
  const handover = decideHandover(facts, ticket, input.engineerId, context)
  if (!handover.ok) return handover
  const beyond = findShareRefusal(facts, input.engineerId)
  if (beyond) return refuse(beyond)
  const { engineerId } = input
  return decidedAt(handover, (landing) => ({
    type: 'ticketAssigned',
    ticketId: ticket.id,
    engineerId,
    ...landing,
  }))
}

/** Takes a held ticket from one engineer and gives it to another. */
export function decideReassignTicket(
  facts: BoardFacts,
  input: EngineerTarget,
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (!ticket.assignment) return refuse({ name: 'not-assigned' })
  const previousEngineerId = ticket.assignment.engineerId
  const previous = facts.engineerName(previousEngineerId)
  if (previousEngineerId === input.engineerId) return refuse({ name: 'same-engineer', engineer: previous })
  if (ticket.assignment.pinned) return refuse({ name: 'pinned', engineer: previous })
  const handover = decideHandover(facts, ticket, input.engineerId, context)
  if (!handover.ok) return handover
  return decidedAt(handover, (landing) => ({
    type: 'ticketReassigned',
    ticketId: ticket.id,
    engineerId: input.engineerId,
    previousEngineerId,
    ...landing,
  }))
}

/** Takes a held ticket back to those that wait for dispatch. */
export function decideUnassignTicket(
  facts: BoardFacts,
  input: TicketTarget,
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (!ticket.assignment) return refuse({ name: 'not-assigned' })
  if (ticket.assignment.pinned)
    return refuse({ name: 'pinned', engineer: facts.engineerName(ticket.assignment.engineerId) })
  const previousEngineerId = ticket.assignment.engineerId
  const landed = land(facts, ticket, { kind: 'unassign' }, context)
  if (!landed.ok) return landed
  return decidedAt(landed, (landing) => ({
    type: 'ticketUnassigned',
    ticketId: ticket.id,
    previousEngineerId,
    ...landing,
  }))
}

/**
 * Assigns or reassigns many tickets at once. Each item is decided after the ones before it, so that an engineer's
 * capacity is not given away twice; what cannot be done is answered per item and the rest happens.
 */
export function decideBulkAssignTickets(
  facts: BoardFacts,
  input: { items: readonly EngineerTarget[] },
  context: DecisionContext,
): Decision {
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  const added = new Map<string, number>()
  const taken = new Set<string>()
  const running: BoardFacts = {
    ...facts,
    openLoad: (engineerId) => facts.openLoad(engineerId) + (added.get(engineerId) ?? 0),
  }
  const events = []
  const ordered = []
  const items: ItemAnswer[] = []
  for (const item of input.items) {
    const ticket = facts.findTicket(item.ticketId)
    const decision: Decision = taken.has(item.ticketId)
      ? refuse({ name: 'version-stale', changedBy: context.actor.name })
      : ticket?.assignment
        ? decideReassignTicket(running, item, context)
        : decideAssignTicket(running, item, context)
    if (!decision.ok) {
      items.push({ ticketId: item.ticketId, ...decision })
      continue
    }
    taken.add(item.ticketId)
    events.push(...decision.events)
    ordered.push(...(decision.ordered ?? []))
    items.push({ ticketId: item.ticketId, ok: true })
    raise(added, item.engineerId, 1)
    if (ticket?.assignment) raise(added, ticket.assignment.engineerId, -1)
  }
  return { ok: true, events, items, ...(ordered.length > 0 && { ordered }) }
}

/** The engine's own limit, which keeps a policy gone wrong from burying one engineer. */
export function findShareRefusal(
  { engineShare, engineerName }: AssignFacts,
  engineerId: string,
): Rejection | undefined {
  if (!engineShare || engineShare.given < engineShare.limit) return undefined
  return { name: 'engine-limit', engineer: engineerName(engineerId), ...engineShare }
}

/**
 * The first rule that forbids giving the ticket to anybody at all; null when it depends on whom. For whoever is about to
 * ask "to whom?".
 */
export function findHandoverObstacle(
  flow: Flow,
  ticket: Ticket,
  engineerName: (engineerId: string) => string,
): Rejection | null {
  if (!isOpen(ticket)) return { name: 'ticket-closed' }
  if (ticket.assignment?.pinned)
    return { name: 'pinned', engineer: engineerName(ticket.assignment.engineerId) }
  const landing = step(flow, { nodeId: ticket.nodeId, hasAssignee: true }, 'assign')
  return landing.ok ? null : landing.rejection
}

/** Where the ticket comes to stand when the engineer gets it, or the rule by which it cannot. */
export function decideHandover(
  facts: BoardFacts,
  ticket: Ticket,
  engineerId: string,
  context: DecisionContext,
): Landed {
  const engineer = facts.findEngineer(engineerId)
  if (!engineer || engineer.boardId !== facts.board.id) return refuse({ name: 'engineer-not-found' })
  const unsuitable = findUnsuitability(ticket, {
    engineer,
    openLoad: facts.openLoad(engineerId),
    at: shiftMoment(context.now, ticket.windowFrom, facts.board.timeZone),
  })
  if (unsuitable) return refuse(unsuitable)
  return land(facts, ticket, { kind: 'assign', engineerId }, context)
}

const raise = (counts: Map<string, number>, key: string, by: number) =>
  counts.set(key, (counts.get(key) ?? 0) + by)
