import type { Actor } from '../actor.ts'
import { engineOf } from '../dispatch-engine.ts'
import { outcomesOf } from '../flow-graph/exits.ts'
import { cancelledNodeId } from '../flow/default-flow.ts'
import type { FlowInput } from '../flow/flow-input.ts'
import type { Trigger } from '../flow/flow.ts'
import type { Token } from '../flow/flow-state.ts'
import {
  isBehindDispatch,
  isHoldersWork,
  isStanding,
  shownToken,
  stageOf,
  standingBehind,
} from '../flow/standing.ts'
import { step, type StepTarget } from '../flow/step.ts'
import { requireVersionNode, type FlowVersion, type VersionNode } from '../flow/version.ts'
import { refuse, type Refusal } from '../rejection.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { BoardFacts, DecisionContext } from './board-facts.ts'
import {
  findActRefusal,
  findWork,
  finishStep,
  runInput,
  type FlowMoment,
  type Landed,
  type RunningFlow,
} from './running-flow.ts'

/** What a hand on the board wants of a ticket, whatever its flow calls it. */
export type Gesture =
  | { kind: 'move'; target: StepTarget }
  | { kind: 'assign'; engineerId: string }
  | { kind: 'unassign' }
  | { kind: 'cancel' }
  | { kind: 'reopen' }

/**
 * Where a gesture leads. On a drawn flow the engine decides, which only the server can ask; a screen guesses by what the
 * version means for a board.
 */
export function land(
  facts: BoardFacts,
  ticket: Ticket,
  gesture: Gesture,
  { now, actor }: DecisionContext,
): Landed {
  const running = ticket.flow && facts.runningFlow?.(ticket.id)
  if (running) return runGesture(running, ticket, gesture, { now, actor, timeZone: facts.board.timeZone })
  const hasAssignee = gesture.kind === 'assign' || ticket.assignment !== null
  const trigger: Trigger = gesture.kind
  const target = gesture.kind === 'move' ? gesture.target : undefined
  const landing = step(facts.flowOf(ticket), { nodeId: ticket.nodeId, hasAssignee }, trigger, target)
  return landing.ok ? { ok: true, nodeId: landing.node.id, stage: landing.node.stage } : landing
}

function runGesture(running: RunningFlow, ticket: Ticket, gesture: Gesture, moment: FlowMoment): Landed {
  switch (gesture.kind) {
    case 'move':
      return move(running, ticket, gesture.target, moment)
    case 'assign': {
      const assignment = { engineerId: gesture.engineerId, assignedAt: moment.now, pinned: false }
      return assign(running, { ...ticket, assignment }, moment)
    }
    case 'unassign':
      return runInput(running, { ...ticket, assignment: null }, { kind: 'take-back' }, moment)
    case 'cancel':
      return runInput(running, ticket, { kind: 'cancel' }, moment)
    case 'reopen':
      return runInput(running, ticket, { kind: 'reopen' }, moment)
  }
}

/** A way on from where a token stands, and the exit that it takes. */
type Way = { input: FlowInput; exit: string }

function waysFrom({ id: tokenId, step }: Token, node: VersionNode): readonly Way[] {
  switch (node.type) {
    case 'task':
      return outcomesOf(node).map(({ id }) => ({
        exit: id,
        input: { kind: 'complete', tokenId, outcome: id },
      }))
    case 'approval':
      return (['approved', 'rejected'] as const).map((verdict) => ({
        exit: verdict,
        input: { kind: 'decide', tokenId, verdict },
      }))
    case 'auto-assign':
      // Whoever does not want to wait for the engine takes it to where people dispatch.
      return [{ exit: 'unassigned', input: { kind: 'handler-found', tokenId, step, handlerId: null } }]
    case 'start':
    case 'condition':
    case 'fork':
    case 'join':
    case 'timer':
    case 'notify':
    case 'sub-ticket':
    case 'webhook':
    case 'end':
    case 'group':
      return []
  }
}

/** Every way on is tried; those that end in the wanted place are the candidates. */
function move(running: RunningFlow, ticket: Ticket, target: StepTarget, moment: FlowMoment): Landed {
  const { version, state } = running
  const token = shownToken(version, state)
  const none = refuse({ name: 'no-transition', from: ticket.stage, to: target.stage })
  if (!token) return none
  const node = requireVersionNode(version, token.nodeId)
  const work = findWork(running, token.id)
  const forbidden = work && findActRefusal(running, ticket, work, moment)
  if (forbidden) return forbidden
  const landings = new Map<string, Landed & { ok: true }>()
  let refusal: Refusal | undefined
  for (const { input, exit } of waysFrom(token, node)) {
    const landed = finishStep(running, ticket, input, moment)
    if (landed.ok && isAt(landed, target)) {
      if (!landings.has(landed.nodeId)) landings.set(landed.nodeId, landed)
    } else if (!landed.ok && mayLeadTo(version, node, exit, target)) refusal ??= landed
  }
  const [first, ...others] = landings.values()
  if (!first) return refusal ?? none
  if (others.length === 0) return first
  const options = [...landings.keys()].map((nodeId) => ({
    nodeId,
    name: requireVersionNode(version, nodeId).name,
  }))
  return refuse({ name: 'choose-transition', stage: target.stage, options })
}

const isAt = ({ nodeId, stage }: { nodeId: string; stage: string }, target: StepTarget): boolean =>
  stage === target.stage && (target.nodeId === undefined || target.nodeId === nodeId)

/** Whether a refused way might have ended in the wanted place: only then its reason is the one to say. */
function mayLeadTo(version: FlowVersion, node: VersionNode, exit: string, target: StepTarget): boolean {
  const next = (node.next[exit] ?? []).flatMap((id) => version.nodes[id] ?? [])
  return next
    .flatMap((one) => (isStanding(one) ? [one] : standingBehind(version, one.id)))
    .some((one) => isAt({ nodeId: one.id, stage: stageOf(one) }, target))
}

/**
 * Whoever dispatches by hand finishes that step by it, when exactly one way leads to the holder's work: it must be theirs, and
 * what it asks for must be there. From anywhere else the engine knows where a new holder begins.
 */
function assign(running: RunningFlow, ticket: Ticket, moment: FlowMoment): Landed {
  const { version, state } = running
  const token = shownToken(version, state)
  const node = token && requireVersionNode(version, token.nodeId)
  if (token && node && node.type !== 'auto-assign' && !isBehindDispatch(node)) {
    const work = findWork(running, token.id)
    const forbidden =
      work && findActRefusal(running, ticket, work, { ...moment, actor: giverOf(ticket, moment) })
    if (forbidden) return forbidden
    const tried = waysFrom(token, node).map(({ input }) => runInput(running, ticket, input, moment))
    const ways = tried.flatMap((landed) => (landed.ok && isHeld(version, landed.nodeId) ? [landed] : []))
    const lacking = tried.find(({ ok }) => !ok)
    if (ways.length === 1 && ways[0]) return ways[0]
    if (ways.length === 0 && lacking) return lacking
  }
  return runInput(running, ticket, { kind: 'hand-over' }, moment)
}

/** An engineer takes what the dispatch has offered: it is the dispatch that gives it to them. */
const giverOf = ({ boardId }: Ticket, { actor }: FlowMoment): Actor | null =>
  actor?.kind === 'engineer' ? engineOf(boardId) : actor

const isHeld = (version: FlowVersion, nodeId: string): boolean =>
  nodeId !== cancelledNodeId && isHoldersWork(requireVersionNode(version, nodeId))
