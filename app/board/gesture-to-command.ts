import { mostBulkItems } from '#contract/commands/bulk-assign-tickets.ts'
import { flowOf, type BoardFlows } from '#domain/flow/board-flows.ts'
import type { BilingualText, Flow } from '#domain/flow/flow.ts'
import { step } from '#domain/flow/step.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { Stage } from '#domain/stage.ts'
import { isOpen, type Priority, type Ticket } from '#domain/ticket/ticket.ts'
import type { OutgoingCommand } from './outgoing.ts'

/** What a hand did, by drag, menu or key alike. */
export type Gesture =
  /** `reason`: why not the one whom the engine advises, if somebody wants to say it; `asSuggested`: just that one. */
  | { kind: 'to-engineer'; engineerId: string; reason?: string; asSuggested?: true }
  /** Each to the engineer that a plan has found for it, as the plan saw it. */
  | {
      kind: 'as-planned'
      assignments: readonly { ticketId: string; ticketVersion: number; engineerId: string }[]
    }
  | { kind: 'to-stage'; stage: Stage; nodeId?: string }
  | { kind: 'unassign' }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'toggle-pin' }
  | { kind: 'cancel'; reason: string }
  | { kind: 'reopen' }
  /** Asks the engineer to take it, or whoever comes first; `offerId` is the new one's name. */
  | { kind: 'offer'; engineerId: string | null; offerId: string }
  | { kind: 'withdraw-offer' }

/** What has to be asked before the gesture means anything. */
export type Question =
  | { kind: 'engineer'; ticketIds: readonly string[] }
  | {
      kind: 'transition'
      ticketIds: readonly string[]
      stage: Stage
      options: readonly { nodeId: string; name: BilingualText }[]
    }
  | { kind: 'reason'; ticketIds: readonly string[] }

export type ItemRefusal = { ticketId: string; rejection: Rejection }

/** The commands to send, what to ask first, and what cannot be. All three empty: the gesture changes nothing. */
export type Outcome = {
  commands: readonly OutgoingCommand[]
  question: Question | null
  refusals: readonly ItemRefusal[]
}

type Verdict =
  | { kind: 'send'; command: OutgoingCommand }
  | { kind: 'ask-engineer' }
  | { kind: 'ask-reason' }
  | { kind: 'ask-transition'; rejection: Extract<Rejection, { name: 'choose-transition' }> }
  | { kind: 'refuse'; rejection: Rejection }
  | { kind: 'nothing' }

/** Turns a gesture on one or more tickets into messages. Whether a command is allowed is left to its decider. */
export function gestureToCommand(gesture: Gesture, tickets: readonly Ticket[], flows: BoardFlows): Outcome {
  if (gesture.kind === 'to-engineer' && tickets.length > 1)
    return { commands: [assignMany(tickets, gesture.engineerId)], question: null, refusals: [] }
  if (gesture.kind === 'as-planned')
    return { commands: assignAsPlanned(gesture.assignments), question: null, refusals: [] }
  const commands: OutgoingCommand[] = []
  const refusals: ItemRefusal[] = []
  const forEngineer: string[] = []
  const forReason: string[] = []
  const forTransition: string[] = []
  let choice: Extract<Rejection, { name: 'choose-transition' }> | null = null
  for (const ticket of tickets) {
    const verdict = judge(gesture, ticket, flowOf(flows, ticket))
    switch (verdict.kind) {
      case 'send':
        commands.push(verdict.command)
        break
      case 'refuse':
        refusals.push({ ticketId: ticket.id, rejection: verdict.rejection })
        break
      case 'ask-engineer':
        forEngineer.push(ticket.id)
        break
      case 'ask-reason':
        forReason.push(ticket.id)
        break
      case 'ask-transition':
        forTransition.push(ticket.id)
        choice = verdict.rejection
        break
      case 'nothing':
        break
    }
  }
  // A gesture goes to one stage, so the tickets that need an answer need the same kind of answer, or nearly always;
  // those of a second kind keep their place and can be moved again.
  const question: Question | null = choice
    ? { kind: 'transition', ticketIds: forTransition, stage: choice.stage, options: choice.options }
    : forEngineer.length > 0
      ? { kind: 'engineer', ticketIds: forEngineer }
      : forReason.length > 0
        ? { kind: 'reason', ticketIds: forReason }
        : null
  return { commands, question, refusals }
}

function judge(gesture: Exclude<Gesture, { kind: 'as-planned' }>, ticket: Ticket, flow: Flow): Verdict {
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  switch (gesture.kind) {
    case 'to-engineer': {
      const { engineerId, reason, asSuggested } = gesture
      const input = { ...target, engineerId, ...(reason === undefined ? {} : { reason }) }
      return ticket.assignment
        ? send({ name: 'reassignTicket', input })
        : send({ name: 'assignTicket', input: { ...input, ...(asSuggested && { asSuggested }) } })
    }
    case 'to-stage':
      return judgeMove(ticket, gesture, flow)
    case 'unassign':
      return send({ name: 'unassignTicket', input: target })
    case 'priority':
      return ticket.priority === gesture.priority
        ? { kind: 'nothing' }
        : send({ name: 'setTicketPriority', input: { ...target, priority: gesture.priority } })
    case 'toggle-pin':
      return ticket.assignment?.pinned
        ? send({ name: 'unpinAssignment', input: target })
        : send({ name: 'pinAssignment', input: target })
    case 'cancel':
      return send({ name: 'cancelTicket', input: { ...target, reason: gesture.reason } })
    case 'reopen':
      return send({ name: 'reopenTicket', input: target })
    case 'offer': {
      const { engineerId, offerId } = gesture
      return send({ name: 'offerTicket', input: { ...target, engineerId, offerId } })
    }
    case 'withdraw-offer':
      return ticket.offer
        ? send({ name: 'withdrawOffer', input: { ...target, offerId: ticket.offer.id } })
        : { kind: 'nothing' }
  }
}

const send = (command: OutgoingCommand): Verdict => ({ kind: 'send', command })

/**
 * A card put into a column. A plain move if the flow has one; else the command with a meaning of its own that leads
 * there: assigning asks to whom, taking back and reopening need nothing more, cancelling asks why.
 */
function judgeMove(
  ticket: Ticket,
  { stage, nodeId }: { stage: Stage; nodeId?: string },
  flow: Flow,
): Verdict {
  if (ticket.stage === stage && (nodeId === undefined || nodeId === ticket.nodeId)) return { kind: 'nothing' }
  const target = { ticketId: ticket.id, expectedVersion: ticket.version }
  const facts = { nodeId: ticket.nodeId, hasAssignee: ticket.assignment !== null }
  if (!isOpen(ticket)) {
    const landing = step(flow, facts, 'reopen')
    if (landing.ok && landing.node.stage === stage) return send({ name: 'reopenTicket', input: target })
    if (landing.ok) return { kind: 'refuse', rejection: { name: 'no-transition', from: 'closed', to: stage } }
    return { kind: 'refuse', rejection: landing.rejection }
  }
  const move = step(flow, facts, 'move', { stage, nodeId })
  if (move.ok)
    return send({
      name: 'moveTicketStage',
      input: { ...target, stage, ...(nodeId === undefined ? {} : { nodeId }) },
    })
  if (move.rejection.name === 'choose-transition')
    return { kind: 'ask-transition', rejection: move.rejection }
  if (ticket.assignment && leads(flow, facts, 'unassign', stage))
    return send({ name: 'unassignTicket', input: target })
  if (leads(flow, { ...facts, hasAssignee: true }, 'assign', stage)) return { kind: 'ask-engineer' }
  if (leads(flow, facts, 'cancel', stage)) return { kind: 'ask-reason' }
  return { kind: 'refuse', rejection: move.rejection }
}

function leads(
  flow: Flow,
  facts: { nodeId: string; hasAssignee: boolean },
  trigger: 'assign' | 'unassign' | 'cancel',
  stage: Stage,
): boolean {
  const landing = step(flow, facts, trigger)
  return landing.ok && landing.node.stage === stage
}

const assignMany = (tickets: readonly Ticket[], engineerId: string): OutgoingCommand => ({
  name: 'bulkAssignTickets',
  input: {
    items: tickets.map(({ id, version }) => ({ ticketId: id, expectedVersion: version, engineerId })),
  },
})

function assignAsPlanned(
  assignments: Extract<Gesture, { kind: 'as-planned' }>['assignments'],
): OutgoingCommand[] {
  const commands: OutgoingCommand[] = []
  for (let from = 0; from < assignments.length; from += mostBulkItems) {
    const items = assignments
      .slice(from, from + mostBulkItems)
      .map(({ ticketId, ticketVersion, engineerId }) => ({
        ticketId,
        engineerId,
        expectedVersion: ticketVersion,
      }))
    commands.push({ name: 'bulkAssignTickets', input: { items, asSuggested: true } })
  }
  return commands
}
