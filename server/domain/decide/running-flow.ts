import type { Actor } from '../actor.ts'
import type { HumanNode } from '../flow-graph/node-config.ts'
import { advance } from '../flow/advance.ts'
import type { FlowEvent } from '../flow/flow-event.ts'
import type { FlowContext, FlowEffect, FlowInput } from '../flow/flow-input.ts'
import type { FlowState, Token } from '../flow/flow-state.ts'
import { isHoldersWork, placeOf, stageOf, type Place } from '../flow/standing.ts'
import { requireVersionNode, type FlowVersion } from '../flow/version.ts'
import { mayActOn } from '../flow/who-acts.ts'
import type { GuardFacts, GuardValue } from '../guard/field-table.ts'
import { ticketFacts } from '../guard/ticket-fields.ts'
import type { Instant } from '../instant.ts'
import { refuse, type Refusal } from '../rejection.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** What was filled in on the way, by the field's name without `form.`. */
export type TicketForm = Readonly<Record<string, GuardValue | null>>

/** A ticket's flow as only the server has it. */
export type RunningFlow = {
  version: FlowVersion
  state: FlowState
  form: TicketForm
  customerTier: string | null
  deadline: FlowContext['deadline']
}

/** A version on which a ticket begins, with what the engine asks the world beside the ticket itself. */
export type FlowStart = Omit<RunningFlow, 'state' | 'form'>

/** Where a ticket comes to stand; on a drawn flow also what has happened there and what is to be done for it. */
export type Landed =
  ({ ok: true; steps?: readonly FlowEvent[]; effects?: readonly FlowEffect[] } & Place) | Refusal

export type FlowMoment = { now: Instant; actor: Actor | null; timeZone: string }

export const guardFactsOf = (
  { form, customerTier }: RunningFlow,
  ticket: Ticket,
  { now, timeZone }: Pick<FlowMoment, 'now' | 'timeZone'>,
): GuardFacts => ticketFacts(ticket, { now, timeZone }, { customerTier, form })

/** What an input makes of a ticket on its flow. Nothing that was asked too late is no refusal: there are no steps then. */
export function runInput(
  running: RunningFlow,
  ticket: Ticket,
  input: FlowInput,
  moment: FlowMoment,
): Landed & { state?: FlowState } {
  const { version, state, deadline } = running
  const answer = advance(state, input, {
    version,
    deadline,
    now: moment.now,
    by: moment.actor?.id ?? null,
    facts: guardFactsOf(running, ticket, moment),
    holderId: ticket.assignment?.engineerId ?? null,
  })
  if (!answer.ok) return refuse(answer.refusal)
  const { events: steps, effects } = answer
  return { ok: true, steps, effects, state: answer.state, ...placeOf(version, answer.state) }
}

/** As `runInput`, for what a person finishes: it does not lead to the work of a holder whom there is not. */
export function finishStep(
  running: RunningFlow,
  ticket: Ticket,
  input: FlowInput,
  moment: FlowMoment,
): Landed {
  const landed = runInput(running, ticket, input, moment)
  if (!landed.ok || ticket.assignment) return landed
  const unheld = landed.steps
    ?.flatMap((event) =>
      event.type === 'tokenPlaced' ? [requireVersionNode(running.version, event.nodeId)] : [],
    )
    .find(isHoldersWork)
  return unheld ? refuse({ name: 'assignee-needed', to: stageOf(unheld) }) : landed
}

export type Standing = { token: Token; node: HumanNode }

/** The work on which a token stands. */
export function findWork({ version, state }: RunningFlow, tokenId: string): Standing | undefined {
  const token = state.tokens.find(({ id }) => id === tokenId)
  const node = token && requireVersionNode(version, token.nodeId)
  return token && (node?.type === 'task' || node?.type === 'approval') ? { token, node } : undefined
}

/** The work on all tokens. */
export const allWork = (running: RunningFlow): readonly Standing[] =>
  running.state.tokens.flatMap(({ id }) => findWork(running, id) ?? [])

/** Why somebody may not answer for the work on a token. */
export function findActRefusal(
  running: RunningFlow,
  ticket: Ticket,
  { token, node }: Standing,
  moment: FlowMoment,
): Refusal | undefined {
  const facts = guardFactsOf(running, ticket, moment)
  if (moment.actor && mayActOn(moment.actor, token, node, { ticket, facts })) return undefined
  return refuse({ name: 'not-your-step', node: requireVersionNode(running.version, node.id).name })
}
