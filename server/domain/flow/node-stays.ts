import type { Instant } from '../instant.ts'
import { applyFlowEvent, type FlowState, type Token } from './flow-state.ts'
import type { FlowEvent } from './flow-event.ts'
import { isStanding } from './standing.ts'
import type { FlowVersion } from './version.ts'

/** How long a token stood on a node, told when it has left. */
export type NodeStay = {
  nodeId: string
  tokenId: string
  /** By which exit it left; null when it was taken away, or the flow ended there. */
  exit: string | null
  enteredAt: Instant
  leftAt: Instant
  /** The time limit of the node had passed. */
  wasLate: boolean
}

type Left = { tokenId: string; nodeId: string; exit: string | null }

function leftBy(event: FlowEvent): readonly Left[] {
  switch (event.type) {
    case 'tokenPlaced':
      return event.from ? [{ tokenId: event.tokenId, nodeId: event.from.nodeId, exit: event.from.exit }] : []
    case 'tokensJoined':
      return event.arrived.map(({ tokenId }) => ({ tokenId, nodeId: event.nodeId, exit: 'done' }))
    case 'tokenWithdrawn':
    case 'tokenEnded':
      return [{ tokenId: event.tokenId, nodeId: event.nodeId, exit: null }]
    case 'tokenSplit':
    case 'tokenHanded':
    case 'timerFired':
    case 'subTicketOpened':
    case 'subTicketClosed':
    case 'flowFinished':
    case 'flowCancelled':
    case 'flowReopened':
      return []
  }
}

/** Where time passes: what a ticket only passes through is not counted. */
const isStay = (version: FlowVersion, nodeId: string): boolean => {
  const node = version.nodes[nodeId]
  return node !== undefined && (isStanding(node) || node.type === 'join')
}

/** The stays that these events ended, and the state after them. */
export function foldSteps(
  version: FlowVersion,
  before: FlowState,
  steps: readonly FlowEvent[],
): { state: FlowState; stays: readonly NodeStay[] } {
  const stays: NodeStay[] = []
  let state = before
  for (const event of steps) {
    for (const { tokenId, nodeId, exit } of leftBy(event)) {
      const token = state.tokens.find(({ id }) => id === tokenId)
      if (token?.nodeId !== nodeId || !isStay(version, nodeId)) continue
      const wasLate = isLate(token, event.at)
      stays.push({ nodeId, tokenId, exit, enteredAt: token.since, leftAt: event.at, wasLate })
    }
    state = applyFlowEvent(state, event)
  }
  return { state, stays }
}

const isLate = ({ breached, dueAt }: Token, at: Instant): boolean =>
  breached || (dueAt !== null && at > dueAt)
