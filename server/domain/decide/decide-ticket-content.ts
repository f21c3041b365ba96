import { requireNode } from '../flow/flow.ts'
import { notStarted } from '../flow/flow-state.ts'
import type { Instant } from '../instant.ts'
import { refuse } from '../rejection.ts'
import { defaultDueAt } from '../sla/due.ts'
import type { Priority, Ticket, TicketSource } from '../ticket/ticket.ts'
import type { TicketChanges } from '../ticket/ticket-event.ts'
import {
  decided,
  findSeenOpenTicket,
  type BoardFacts,
  type Decision,
  type DecisionContext,
  type TicketTarget,
} from './board-facts.ts'
import { runInput, type FlowStart } from './running-flow.ts'
import { findReadOnly } from './ticket-field-rights.ts'

export type NewTicket = Pick<
  Ticket,
  | 'title'
  | 'description'
  | 'priority'
  | 'requiredSkills'
  | 'place'
  | 'address'
  | 'windowFrom'
  | 'windowTo'
  | 'externalId'
> & {
  ticketId: string
  source: TicketSource
  /** Left out: by priority, from the moment of creation. */
  dueAt?: Instant | undefined
  /** Only for work taken over from another system; left out: now, and open. */
  createdAt?: Instant | undefined
  closedAt?: Instant | undefined
}

/** What only the server can look up. The screen's guess leaves the number empty until the answer comes. */
export type NewTicketFacts = {
  number: string
  district: string | null
  customer: Ticket['customer']
  asset: Ticket['asset']
  externalIdTaken: boolean
  /** The board's version, where it has chosen a flow. */
  startsOn?: FlowStart | undefined
}

export function decideCreateTicket(
  facts: BoardFacts & NewTicketFacts,
  input: NewTicket,
  context: DecisionContext,
): Decision {
  const { now, actor } = context
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  if (facts.findTicket(input.ticketId)) return refuse({ name: 'ticket-exists' })
  if (facts.externalIdTaken) return refuse({ name: 'external-id-taken', externalId: input.externalId ?? '' })
  if (isReversed(input.windowFrom, input.windowTo)) return refuse({ name: 'window-reversed' })
  const createdAt = input.createdAt ?? now
  const closedAt = input.closedAt ?? null
  // What was finished elsewhere has never been on a flow of ours.
  const flow = closedAt === null ? facts.board.flow : null
  const { nodes, startNodeId } = facts.flowOf({ flow })
  const start = requireNode(facts.flowOf({ flow }), startNodeId)
  const node = closedAt === null ? start : (nodes.find(({ stage }) => stage === 'closed') ?? start)
  const ticket: Ticket = {
    id: input.ticketId,
    boardId: facts.board.id,
    number: facts.number,
    externalId: input.externalId,
    title: input.title,
    description: input.description,
    priority: input.priority,
    requiredSkills: input.requiredSkills,
    place: input.place,
    address: input.address,
    district: facts.district,
    windowFrom: input.windowFrom,
    windowTo: input.windowTo,
    createdAt,
    dueAt: input.dueAt ?? defaultDueAt(input.priority, createdAt),
    closedAt,
    flow,
    nodeId: node.id,
    stage: node.stage,
    stageSince: closedAt ?? now,
    source: input.source,
    customer: facts.customer,
    asset: facts.asset,
    assignment: null,
    offer: null,
    noteCount: 0,
    version: 1,
    changedAt: now,
    changedBy: actor.name,
  }
  if (flow && facts.startsOn) return begin(ticket, facts.startsOn, facts, context)
  return decided({ type: 'ticketCreated', ticketId: ticket.id, ticket })
}

/** A new ticket goes on its flow at once, to where somebody is waited for. */
function begin(
  ticket: Ticket,
  startsOn: FlowStart,
  { board: { timeZone } }: BoardFacts,
  { now, actor }: DecisionContext,
): Decision {
  const running = { ...startsOn, state: notStarted, form: {} }
  const landed = runInput(running, ticket, { kind: 'start' }, { now, actor, timeZone })
  if (!landed.ok) return landed
  const { nodeId, stage, steps, effects = [] } = landed
  const closedAt = stage === 'closed' ? now : null
  return {
    ok: true,
    events: [
      {
        type: 'ticketCreated',
        ticketId: ticket.id,
        ticket: { ...ticket, nodeId, stage, closedAt },
        ...(steps && { steps }),
      },
    ],
    ordered: [{ ticketId: ticket.id, effects, startsOn }],
  }
}

/** What guards and the rights of nodes call the parts of a ticket that can be edited. */
const guardNames: Readonly<Record<string, string>> = {
  requiredSkills: 'skills',
  dueAt: 'due',
  place: 'region',
}

/** What only the server can look up: the district of a new place. Left out in the screen's guess. */
export type EditFacts = { districtOfPlace?: string | null }

export function decideEditTicket(
  facts: BoardFacts & EditFacts,
  input: TicketTarget & { changes: TicketChanges },
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const named = Object.keys(input.changes).flatMap((change) => guardNames[change] ?? [])
  const readOnly = findReadOnly(facts, ticket, named, context)
  if (readOnly) return readOnly
  const { districtOfPlace } = facts
  const changes: TicketChanges =
    input.changes.place && districtOfPlace !== undefined
      ? { ...input.changes, district: districtOfPlace }
      : input.changes
  const next = { ...ticket, ...changes }
  if (isReversed(next.windowFrom, next.windowTo)) return refuse({ name: 'window-reversed' })
  if (JSON.stringify(next) === JSON.stringify(ticket)) return refuse({ name: 'nothing-changed' })
  return decided({ type: 'ticketEdited', ticketId: ticket.id, changes })
}

/** A due time that came from the default moves with the priority; one that was agreed stays. */
export function decideSetTicketPriority(
  facts: BoardFacts,
  input: TicketTarget & { priority: Priority },
  context: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  const readOnly = findReadOnly(facts, ticket, ['priority'], context)
  if (readOnly) return readOnly
  if (ticket.priority === input.priority) return refuse({ name: 'nothing-changed' })
  return prioritySet(ticket, input.priority)
}

const raised: Record<Priority, Priority> = { 1: 1, 2: 1, 3: 2, 4: 3 }

/** One step more urgent; the most urgent stays. */
export const decideRaisePriority = (ticket: Ticket): Decision =>
  raised[ticket.priority] === ticket.priority
    ? refuse({ name: 'nothing-changed' })
    : prioritySet(ticket, raised[ticket.priority])

function prioritySet(ticket: Ticket, priority: Priority): Decision {
  const wasDefault = ticket.dueAt === defaultDueAt(ticket.priority, ticket.createdAt)
  return decided({
    type: 'ticketPrioritySet',
    ticketId: ticket.id,
    priority,
    previous: ticket.priority,
    dueAt: wasDefault ? defaultDueAt(priority, ticket.createdAt) : ticket.dueAt,
  })
}

export function decideAddNote(
  facts: BoardFacts,
  input: { ticketId: string; noteId: string; text: string },
): Decision {
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  const ticket = facts.findTicket(input.ticketId)
  if (!ticket) return refuse({ name: 'ticket-not-found' })
  if (ticket.boardId !== facts.board.id) return refuse({ name: 'foreign-ticket' })
  return decided({ type: 'noteAdded', ticketId: ticket.id, noteId: input.noteId, text: input.text })
}

export function decidePinAssignment(facts: BoardFacts, input: TicketTarget): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { assignment } = found.ticket
  if (!assignment) return refuse({ name: 'not-assigned' })
  if (assignment.pinned) return refuse({ name: 'already-pinned' })
  return decided({ type: 'assignmentPinned', ticketId: found.ticket.id })
}

export function decideUnpinAssignment(facts: BoardFacts, input: TicketTarget): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { assignment } = found.ticket
  if (!assignment) return refuse({ name: 'not-assigned' })
  if (!assignment.pinned) return refuse({ name: 'not-pinned' })
  return decided({ type: 'assignmentUnpinned', ticketId: found.ticket.id })
}

const isReversed = (from: Instant | null, to: Instant | null): boolean =>
  from !== null && to !== null && to <= from
