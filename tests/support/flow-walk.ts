import { exitsOf, outcomesOf } from '#domain/flow-graph/exits.ts'
import { advance } from '#domain/flow/advance.ts'
import type { FlowEvent } from '#domain/flow/flow-event.ts'
import type { Advance, FlowContext, FlowInput } from '#domain/flow/flow-input.ts'
import { notStarted, type FlowState, type Token } from '#domain/flow/flow-state.ts'
import { requireVersionNode, type FlowVersion } from '#domain/flow/version.ts'
import type { GuardFacts } from '#domain/guard/field-table.ts'

/** Everything that can happen to a ticket where it stands, as long as people only do what they may. */
export function possibleInputs(version: FlowVersion, state: FlowState): readonly FlowInput[] {
  const open = state.subTickets
    .filter((one) => one.open)
    .map(({ key }): FlowInput => ({ kind: 'sub-ticket-closed', key }))
  return [...state.tokens.flatMap((token) => inputsFor(version, token)), ...open]
}

function inputsFor(version: FlowVersion, token: Token): readonly FlowInput[] {
  const node = requireVersionNode(version, token.nodeId)
  const { id: tokenId, step } = token
  const hasTimeOut = exitsOf(node).some(({ handle }) => handle === 'timed-out')
  const breach: FlowInput[] = hasTimeOut ? [{ kind: 'timer', tokenId, step, timer: 'breach' }] : []
  switch (node.type) {
    case 'task':
      return [
        ...outcomesOf(node).map(({ id }): FlowInput => ({ kind: 'complete', tokenId, outcome: id })),
        ...breach,
      ]
    case 'approval':
      return [
        { kind: 'decide', tokenId, verdict: 'approved' },
        { kind: 'decide', tokenId, verdict: 'rejected' },
        ...breach,
      ]
    case 'auto-assign':
      return [
        { kind: 'handler-found', tokenId, step, handlerId: 'lin' },
        { kind: 'timer', tokenId, step, timer: 'wait' },
      ]
    case 'timer':
      return [{ kind: 'timer', tokenId, step, timer: 'wait' }]
    case 'webhook':
      return [true, false].map((succeeded) => ({ kind: 'webhook-answered', tokenId, step, succeeded }))
    case 'start':
    case 'condition':
    case 'fork':
    case 'join':
    case 'notify':
    case 'sub-ticket':
    case 'end':
    case 'group':
      return []
  }
}

export const contextOf = (
  version: FlowVersion,
  facts: GuardFacts,
  now = 0,
  more: Partial<FlowContext> = {},
): FlowContext => ({
  version,
  facts,
  now,
  by: 'chen',
  holderId: 'lin',
  deadline: (_calendar, from, minutes) => from + minutes * 60_000,
  ...more,
})

/** @throws when the input is refused. */
export function advanced(state: FlowState, input: FlowInput, context: FlowContext): Advance & { ok: true } {
  const answer = advance(state, input, context)
  if (!answer.ok) throw new Error(`${input.kind} refused: ${answer.refusal.name}`)
  return answer
}

/**
 * A ticket from its start to its end. `choose` picks among what can happen; every step is a minute after the one before.
 * Stops after `most` steps even if the ticket is not finished.
 */
export function walk(
  version: FlowVersion,
  facts: GuardFacts,
  choose: (inputs: readonly FlowInput[], state: FlowState) => FlowInput,
  most = 200,
): { state: FlowState; events: readonly FlowEvent[]; nodes: readonly string[] } {
  const first = advanced(notStarted, { kind: 'start' }, contextOf(version, facts))
  const events = [...first.events]
  let { state } = first
  for (let step = 1; step <= most && state.status === 'running'; step += 1) {
    const answer = advanced(
      state,
      choose(possibleInputs(version, state), state),
      contextOf(version, facts, step * 60_000),
    )
    events.push(...answer.events)
    state = answer.state
  }
  const nodes = events.flatMap((event) => (event.type === 'tokenPlaced' ? [event.nodeId] : []))
  return { state, events, nodes }
}
