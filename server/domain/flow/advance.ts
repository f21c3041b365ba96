import { outcomesOf } from '../flow-graph/exits.ts'
import type { HumanNode, Operation } from '../flow-graph/node-config.ts'
import type { Advance, FlowContext, FlowInput, FlowRefusal } from './flow-input.ts'
import { FlowRun } from './flow-run.ts'
import type { FlowState, Frame, Token } from './flow-state.ts'
import { handOver, takeBack } from './hand-over.ts'
import { findVersionNode, type VersionNode } from './version.ts'

/**
 * What an input makes of a ticket: the events that have happened, the state after them, and the effects that a command
 * has to carry out. Refused inputs change nothing. A timer or an answer that comes too late is no mistake of anybody:
 * it is accepted and nothing happens.
 * @throws when the state does not belong to the version, which is a bug or damaged data.
 */
export function advance(state: FlowState, input: FlowInput, context: FlowContext): Advance {
  const run = new FlowRun(state, context)
  const refusal = apply(run, input, context)
  if (refusal) return { ok: false, refusal }
  if (run.state.status === 'running') run.settle()
  if (isHeldAtEnd(run, input))
    return { ok: false, refusal: { name: 'sub-tickets-open', count: run.openGates() } }
  return { ok: true, state: run.state, events: run.events, effects: run.effects }
}

/** A person who would end the ticket is told that it cannot be closed yet; a timer leaves it waiting at the end. */
const isHeldAtEnd = (run: FlowRun, input: FlowInput): boolean =>
  (input.kind === 'complete' || input.kind === 'decide') &&
  run.state.tokens.some(({ nodeId }) => run.node(nodeId).type === 'end')

function apply(run: FlowRun, input: FlowInput, context: FlowContext): FlowRefusal | undefined {
  switch (input.kind) {
    case 'start':
      if (run.state.steps > 0) return { name: 'flow-running' }
      run.begin(context.version.startNodeId, 'start')
      return undefined
    case 'reopen':
      return reopen(run, context)
    case 'hand-over':
      return handOver(run, context)
    case 'take-back':
      return takeBack(run, context)
    case 'cancel':
      return end(run)
    case 'complete':
    case 'decide':
    case 'return':
    case 'transfer':
    case 'close':
      return actOnNode(run, input, context)
    case 'handler-found':
    case 'timer':
    case 'webhook-answered':
      answer(run, input)
      return undefined
    case 'sub-ticket-closed':
      closeSubTicket(run, input.key)
      return undefined
  }
}

type Act = Extract<FlowInput, { kind: 'complete' | 'decide' | 'return' | 'transfer' | 'close' }>

function actOnNode(run: FlowRun, input: Act, context: FlowContext): FlowRefusal | undefined {
  const { facts } = context
  if (run.state.status !== 'running') return { name: 'flow-over' }
  const token = run.token(input.tokenId)
  const node = token && run.node(token.nodeId)
  if (!token || (node?.type !== 'task' && node?.type !== 'approval')) return { name: 'token-gone' }
  switch (input.kind) {
    case 'complete': {
      if (node.type !== 'task') return { name: 'operation-not-allowed', operation: 'complete' }
      if (!outcomesOf(node).some(({ id }) => id === input.outcome))
        return { name: 'outcome-unknown', outcome: input.outcome }
      const missing = missingFields(node, facts)
      if (missing.length > 0) return { name: 'fields-required', fields: missing }
      run.follow(token, input.outcome)
      return undefined
    }
    case 'decide': {
      if (node.type !== 'approval' || node.config.operations.approve === false)
        return { name: 'operation-not-allowed', operation: 'approve' }
      const missing = input.verdict === 'approved' ? missingFields(node, facts) : []
      if (missing.length > 0) return { name: 'fields-required', fields: missing }
      run.follow(token, input.verdict)
      return undefined
    }
    case 'return':
      if (!allows(node, 'return')) return { name: 'operation-not-allowed', operation: 'return' }
      return giveBack(run, token, input.toNodeId, context)
    case 'transfer':
      if (!allows(node, 'transfer')) return { name: 'operation-not-allowed', operation: 'transfer' }
      run.emit({ type: 'tokenHanded', tokenId: token.id, nodeId: node.id, handlerId: input.handlerId })
      return undefined
    case 'close':
      return allows(node, 'close') ? end(run) : { name: 'operation-not-allowed', operation: 'close' }
  }
}

const isWork = (node: VersionNode): node is VersionNode<'task' | 'approval'> =>
  node.type === 'task' || node.type === 'approval'

const allows = (node: HumanNode, operation: Operation): boolean => node.config.operations[operation] === true

/** Fields that the node asks for and that are not filled in. */
function missingFields({ config }: HumanNode, facts: FlowContext['facts']): readonly string[] {
  return Object.entries(config.rights)
    .filter(([, right]) => right === 'required')
    .map(([field]) => field)
    .filter((field) => {
      const value = facts[field]
      return (
        value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
      )
    })
}

/** Back to a node that this token has been on, in the blocks in which it then was. */
function giveBack(
  run: FlowRun,
  token: Token,
  toNodeId: string,
  { version }: FlowContext,
): FlowRefusal | undefined {
  const visit = Object.hasOwn(run.state.visited, toNodeId) ? run.state.visited[toNodeId] : undefined
  const target = visit && findVersionNode(version, toNodeId)
  if (
    !visit ||
    !target ||
    !isWork(target) ||
    toNodeId === token.nodeId ||
    !isWithin(token.frames, visit.frames)
  )
    return { name: 'not-visited', nodeId: toNodeId }
  run.moveTo(token, toNodeId, visit.frames, null, 'return')
  return undefined
}

const isWithin = (frames: readonly Frame[], outer: readonly Frame[]): boolean =>
  outer.every(({ number }, depth) => frames[depth]?.number === number)

function end(run: FlowRun): FlowRefusal | undefined {
  if (run.state.status !== 'running') return { name: 'flow-over' }
  const count = run.openGates()
  if (count > 0) return { name: 'sub-tickets-open', count }
  for (const token of run.state.tokens) run.withdraw(token)
  run.emit({ type: 'flowCancelled' })
  return undefined
}

/** A ticket that is over goes back to where somebody last worked on it, or to the start if nobody did. */
function reopen(run: FlowRun, { version }: FlowContext): FlowRefusal | undefined {
  if (run.state.status === 'running') return { name: 'flow-running' }
  run.emit({ type: 'flowReopened' })
  const outside = Object.entries(run.state.visited).filter(([nodeId, { frames }]) => {
    const node = findVersionNode(version, nodeId)
    return frames.length === 0 && node !== undefined && isWork(node)
  })
  const [last] = outside.sort(([, one], [, other]) => other.step - one.step)
  run.begin(last?.[0] ?? version.startNodeId, 'reopen')
  return undefined
}

type Answer = Extract<FlowInput, { kind: 'handler-found' | 'timer' | 'webhook-answered' }>

function answer(run: FlowRun, input: Answer): void {
  const token = run.token(input.tokenId)
  if (token?.step !== input.step || run.state.status !== 'running') return
  const node = run.node(token.nodeId)
  switch (input.kind) {
    case 'handler-found':
      foundHandler(run, token, node, input.handlerId)
      return
    case 'webhook-answered':
      if (node.type === 'webhook') run.follow(token, input.succeeded ? 'done' : 'failed')
      return
    case 'timer':
      if (input.timer === 'wait') {
        if (node.type === 'timer') run.follow(token, 'done')
        if (node.type === 'auto-assign') run.follow(token, 'unassigned')
      } else if (isWork(node)) {
        if (input.timer === 'warning' ? token.warned : token.breached) return
        run.fireLimit(token, input.timer, node)
      }
  }
}

function foundHandler(run: FlowRun, token: Token, node: VersionNode, handlerId: string | null): void {
  if (!isWork(node) && node.type !== 'auto-assign') return
  if (handlerId === null) {
    if (isWork(node)) run.fillVacancy(token)
    else run.follow(token, 'unassigned')
    return
  }
  run.emit({ type: 'tokenHanded', tokenId: token.id, nodeId: node.id, handlerId })
  if (node.type === 'auto-assign') run.follow(token, 'assigned')
}

function closeSubTicket(run: FlowRun, key: string): void {
  const subTicket = run.state.subTickets.find((one) => one.key === key)
  if (!subTicket?.open) return
  run.emit({ type: 'subTicketClosed', key })
  const token = run.token(subTicket.tokenId)
  const isWaiting = token !== undefined && key === `${token.id}.${token.step}`
  if (isWaiting && run.node(token.nodeId).type === 'sub-ticket') run.follow(token, 'done')
}
