import type { FlowInput } from '../flow/flow-input.ts'
import type { GuardValue } from '../guard/field-table.ts'
import { refuse, type Refusal } from '../rejection.ts'
import type { Ticket } from '../ticket/ticket.ts'
import {
  decided,
  decidedAt,
  findSeenOpenTicket,
  type BoardFacts,
  type Decision,
  type DecisionContext,
  type TicketTarget,
} from './board-facts.ts'
import {
  findActRefusal,
  findWork,
  finishStep,
  runInput,
  type FlowMoment,
  type RunningFlow,
  type TicketForm,
} from './running-flow.ts'
import { decideStepped } from './step-event.ts'
import { fillIn } from './ticket-field-rights.ts'

/** Work on a node, as its token. */
type StepOn = TicketTarget & { tokenId: string }

/** Said about the step by whoever takes it. */
type StepNote = { noteId: string; text: string }
type Noted = { note?: StepNote | undefined }

/** By full field names. */
type Filled = Readonly<Record<string, GuardValue | null>>

type OwnStep = { ok: true; ticket: Ticket; running: RunningFlow | undefined; moment: FlowMoment }

/**
 * The step, if it is the actor's to answer for. A screen does not know where the flow stands: what it can tell is refused,
 * for the rest it shows nothing until the server has answered.
 */
function findOwnStep(facts: BoardFacts, input: StepOn, { now, actor }: DecisionContext): OwnStep | Refusal {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (!ticket.flow) return refuse({ name: 'no-drawn-flow' })
  const running = facts.runningFlow?.(ticket.id)
  const moment = { now, actor, timeZone: facts.board.timeZone }
  if (running) {
    const work = findWork(running, input.tokenId)
    if (!work) return refuse({ name: 'token-gone' })
    const forbidden = findActRefusal(running, ticket, work, moment)
    if (forbidden) return forbidden
  }
  return { ok: true, ticket, running, moment }
}

/** Finishes the work on a node by one of its outcomes, with what is filled in at the same time. */
export function decideCompleteStep(
  facts: BoardFacts,
  { outcome, fields, note, ...target }: StepOn & Noted & { outcome: string; fields?: Filled | undefined },
  context: DecisionContext,
): Decision {
  const input = { kind: 'complete', tokenId: target.tokenId, outcome } as const
  return withNote(finish(facts, target, fields, input, context), target, note)
}

export function decideDecideApproval(
  facts: BoardFacts,
  {
    verdict,
    fields,
    note,
    ...target
  }: StepOn & Noted & { verdict: 'approved' | 'rejected'; fields?: Filled | undefined },
  context: DecisionContext,
): Decision {
  const input = { kind: 'decide', tokenId: target.tokenId, verdict } as const
  return withNote(finish(facts, target, fields, input, context), target, note)
}

/** A step that happens takes its note with it, one that does not leaves none. */
const withNote = (decision: Decision, { ticketId }: StepOn, note: StepNote | undefined): Decision =>
  decision.ok && decision.events.length > 0 && note
    ? { ...decision, events: [...decision.events, { type: 'noteAdded', ticketId, ...note }] }
    : decision

function finish(
  facts: BoardFacts,
  target: StepOn,
  fields: Filled = {},
  input: FlowInput,
  context: DecisionContext,
): Decision {
  const found = findOwnStep(facts, target, context)
  if (!found.ok) return found
  const { ticket, running, moment } = found
  if (!running) return decided()
  const filled = fillIn(running, ticket, fields, moment)
  if (!filled.ok) return filled
  const landed = finishStep(filled.running, ticket, input, moment)
  if (!landed.ok) return landed
  const stepped = decideStepped(ticket, landed, running.version)
  return stepped.ok && Object.keys(filled.form).length > 0
    ? {
        ...stepped,
        events: [formFilled(ticket, filled.form), ...stepped.events],
        filled: [{ ticketId: ticket.id, form: filled.form }],
      }
    : stepped
}

const formFilled = ({ id: ticketId }: Ticket, form: TicketForm) => ({
  ...{ type: 'formFilled' as const, ticketId, fields: Object.keys(form).map((field) => `form.${field}`) },
})

/** Fills in what the steps of the ticket let the actor fill in, and leaves it where it stands. */
export function decideFillForm(
  facts: BoardFacts,
  { fields, ...target }: TicketTarget & { fields: Filled },
  { now, actor }: DecisionContext,
): Decision {
  const found = findSeenOpenTicket(facts, target)
  if (!found.ok) return found
  const { ticket } = found
  if (!ticket.flow) return refuse({ name: 'no-drawn-flow' })
  const running = facts.runningFlow?.(ticket.id)
  if (!running) return decided()
  const filled = fillIn(running, ticket, fields, { now, actor, timeZone: facts.board.timeZone })
  if (!filled.ok) return filled
  const { form } = filled
  if (Object.keys(form).length === 0) return refuse({ name: 'nothing-changed' })
  return {
    ok: true,
    events: [formFilled(ticket, form)],
    filled: [{ ticketId: ticket.id, form }],
  }
}

/** Back to a node on which the ticket has been. */
export function decideReturnStep(
  facts: BoardFacts,
  { toNodeId, note, ...target }: StepOn & Noted & { toNodeId: string },
  context: DecisionContext,
): Decision {
  const { tokenId } = target
  return withNote(goOn(facts, target, { kind: 'return', tokenId, toNodeId }, context), target, note)
}

/** `isHandler`: whether there is somebody of this id; only the server knows. */
export type TransferFacts = BoardFacts & { isHandler?: boolean }

/** Hands the work on a node to somebody else. */
export function decideTransferStep(
  facts: TransferFacts,
  { handlerId, note, ...target }: StepOn & Noted & { handlerId: string },
  context: DecisionContext,
): Decision {
  if (facts.isHandler === false) return refuse({ name: 'handler-not-found' })
  const input = { kind: 'transfer', tokenId: target.tokenId, handlerId } as const
  return withNote(goOn(facts, target, input, context), target, note)
}

function goOn(facts: BoardFacts, target: StepOn, input: FlowInput, context: DecisionContext): Decision {
  const found = findOwnStep(facts, target, context)
  if (!found.ok) return found
  const { ticket, running, moment } = found
  if (!running) return decided()
  const landed = runInput(running, ticket, input, moment)
  return landed.ok ? decideStepped(ticket, landed, running.version) : landed
}

/** Ends the ticket from a node that lets it be ended early. */
export function decideCloseStep(
  facts: BoardFacts,
  { reason, ...target }: StepOn & { reason: string },
  context: DecisionContext,
): Decision {
  const found = findOwnStep(facts, target, context)
  if (!found.ok) return found
  const { ticket, running, moment } = found
  if (!running) return decided()
  const landed = runInput(running, ticket, { kind: 'close', tokenId: target.tokenId }, moment)
  if (!landed.ok) return landed
  return decidedAt(landed, (landing) => ({
    type: 'ticketCancelled',
    ticketId: ticket.id,
    reason,
    ...landing,
  }))
}

/** What comes to a flow from nobody: its clock, the answer of another system, a sub-ticket that is closed. */
export type FlowSignal = Extract<FlowInput, { kind: 'timer' | 'webhook-answered' | 'sub-ticket-closed' }>

/** `isNews`: whether the signal was still waited for; a second one of the same changes nothing. */
export type SignalFacts = BoardFacts & { isNews?: boolean }

export function decideAdvanceFlow(
  facts: SignalFacts,
  { ticketId, signal }: { ticketId: string; signal: FlowSignal },
  { now }: DecisionContext,
): Decision {
  const ticket = facts.findTicket(ticketId)
  if (!ticket) return refuse({ name: 'ticket-not-found' })
  if (ticket.boardId !== facts.board.id) return refuse({ name: 'foreign-ticket' })
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  const running = facts.runningFlow?.(ticketId)
  if (!running || facts.isNews === false) return decided()
  const landed = runInput(running, ticket, signal, { now, actor: null, timeZone: facts.board.timeZone })
  return landed.ok ? decideStepped(ticket, landed, running.version) : landed
}
