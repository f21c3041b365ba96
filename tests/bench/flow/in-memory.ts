import { advance } from '#domain/flow/advance.ts'
import type { FlowEvent } from '#domain/flow/flow-event.ts'
import type { FlowContext, FlowInput } from '#domain/flow/flow-input.ts'
import { applyFlowEvent, notStarted, type FlowState } from '#domain/flow/flow-state.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import { contextOf } from '#tests/support/flow-walk.ts'

const facts = {
  priority: 2,
  'form.serial': 'SN-1',
  'form.fault': 'E5',
  'form.photos': ['1.jpg'],
  'form.parts': ['pump'],
}

const tokenOn = ({ tokens }: FlowState, nodeId: string) => {
  const token = tokens.find((one) => one.nodeId === nodeId)
  if (!token) throw new Error(`no token on ${nodeId}`)
  return token
}

/** The longest way through the appliance repair without a way back: parts and quote side by side, and a second visit. */
const way: readonly ((state: FlowState) => FlowInput)[] = [
  () => ({ kind: 'start' }),
  (state) => ({
    ...{ kind: 'handler-found', tokenId: 't1', handlerId: 'lin' },
    step: tokenOn(state, 'auto').step,
  }),
  () => ({ kind: 'complete', tokenId: 't1', outcome: 'accept' }),
  () => ({ kind: 'complete', tokenId: 't1', outcome: 'done' }),
  () => ({ kind: 'complete', tokenId: 't1', outcome: 'done' }),
  (state) => ({ kind: 'complete', tokenId: tokenOn(state, 'transfer').id, outcome: 'done' }),
  (state) => ({ kind: 'decide', tokenId: tokenOn(state, 'quote').id, verdict: 'approved' }),
  () => ({ kind: 'complete', tokenId: 't1', outcome: 'done' }),
  () => ({ kind: 'complete', tokenId: 't1', outcome: 'good' }),
]

/** Takes tickets from start to end for so long; inputs a second. */
export function walkFor(version: FlowVersion, ms: number): number {
  const context = contextOf(version, facts)
  const startedAt = performance.now()
  let inputs = 0
  while (performance.now() - startedAt < ms) {
    const { state } = walkOnce(context)
    if (state.status !== 'finished') throw new Error('the ticket did not come to its end')
    inputs += way.length
  }
  return perSecond(inputs, startedAt)
}

/** The reference: the same tickets by applying their events, which were decided before; inputs a second. */
export function foldFor(version: FlowVersion, ms: number): number {
  const { events } = walkOnce(contextOf(version, facts))
  const startedAt = performance.now()
  let inputs = 0
  while (performance.now() - startedAt < ms) {
    if (events.reduce(applyFlowEvent, notStarted).status !== 'finished') throw new Error('not at its end')
    inputs += way.length
  }
  return perSecond(inputs, startedAt)
}

function walkOnce(context: FlowContext) {
  const events: FlowEvent[] = []
  let state = notStarted
  for (const next of way) {
    const answer = advance(state, next(state), context)
    if (!answer.ok) throw new Error(answer.refusal.name)
    state = answer.state
    events.push(...answer.events)
  }
  return { state, events }
}

const perSecond = (count: number, startedAt: number): number =>
  (count / (performance.now() - startedAt)) * 1_000
