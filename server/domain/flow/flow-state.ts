import type { Instant } from '../instant.ts'
import { stages, type Stage } from '../stage.ts'
import type { FlowEvent } from './flow-event.ts'

/** One passage through a fork. All tokens that come from it carry it until its join, or until they leave the block. */
export type Frame = { forkId: string; number: number; parentTokenId: string }

/** Where a ticket stands. Behind a fork it stands in several places, with a token in each. */
export type Token = {
  id: string
  nodeId: string
  /** Of its node, or of the last node that had one. */
  stage: Stage
  since: Instant
  /** Raised with every step of the ticket: a timer of an earlier visit to the same node has another one. */
  step: number
  /** From the outermost block to the innermost. */
  frames: readonly Frame[]
  handlerId: string | null
  warnAt: Instant | null
  dueAt: Instant | null
  warned: boolean
  breached: boolean
}

export type FlowState = {
  status: 'running' | 'finished' | 'cancelled'
  tokens: readonly Token[]
  /** How many steps there have been. */
  steps: number
  /** The last visit to each node: who worked there, and within which blocks that was. */
  visited: Readonly<Record<string, Visit>>
  subTickets: readonly SubTicket[]
}

export type Visit = { frames: readonly Frame[]; handlerId: string | null; step: number }

/** Opened by a node of the flow. The key is unique within the ticket. */
export type SubTicket = { key: string; tokenId: string; blocksClosing: boolean; open: boolean }

/** A ticket that has not begun. */
export const notStarted: FlowState = {
  status: 'running',
  tokens: [],
  steps: 0,
  visited: {},
  subTickets: [],
}

export const carries = (token: Token, frame: Frame): boolean =>
  token.frames.some(({ number }) => number === frame.number)

/** The state after an event. Server, test run and replay all fold the log with this one function. */
export function applyFlowEvent(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'tokenPlaced':
      return place(state, event)
    case 'tokenSplit':
    case 'tokenWithdrawn':
    case 'tokenEnded':
      return { ...state, tokens: state.tokens.filter(({ id }) => id !== event.tokenId) }
    case 'tokensJoined': {
      const arrived = new Set(event.arrived.map(({ tokenId }) => tokenId))
      const steps = state.steps + 1
      const token = standing(event, steps)
      return { ...state, steps, tokens: [...state.tokens.filter(({ id }) => !arrived.has(id)), token] }
    }
    case 'tokenHanded': {
      const { tokenId, handlerId } = event
      const before = state.visited[event.nodeId]
      const visited = before ? { ...state.visited, [event.nodeId]: { ...before, handlerId } } : state.visited
      return { ...withToken(state, tokenId, { handlerId }), visited }
    }
    case 'timerFired':
      return withToken(
        state,
        event.tokenId,
        event.timer === 'warning' ? { warned: true } : { breached: true },
      )
    case 'subTicketOpened': {
      const { key, tokenId, blocksClosing } = event
      return { ...state, subTickets: [...state.subTickets, { key, tokenId, blocksClosing, open: true }] }
    }
    case 'subTicketClosed': {
      const closed = (one: SubTicket) => (one.key === event.key ? { ...one, open: false } : one)
      return { ...state, subTickets: state.subTickets.map(closed) }
    }
    case 'flowFinished':
      return { ...state, status: 'finished' }
    case 'flowCancelled':
      return { ...state, status: 'cancelled' }
    case 'flowReopened':
      return { ...state, status: 'running' }
  }
}

function place(state: FlowState, event: Extract<FlowEvent, { type: 'tokenPlaced' }>): FlowState {
  const { tokenId, nodeId, frames, handlerId, warnAt, dueAt } = event
  const steps = state.steps + 1
  const token = { ...standing(event, steps), handlerId, warnAt, dueAt }
  const index = state.tokens.findIndex(({ id }) => id === tokenId)
  const tokens = index < 0 ? [...state.tokens, token] : state.tokens.with(index, token)
  return {
    ...state,
    tokens,
    steps,
    visited: { ...state.visited, [nodeId]: { frames, handlerId, step: steps } },
  }
}

const standing = (
  { tokenId, nodeId, stage, frames, at }: Extract<FlowEvent, { type: 'tokenPlaced' | 'tokensJoined' }>,
  step: number,
): Token => ({
  ...{ id: tokenId, nodeId, stage, frames, since: at, step },
  ...{ handlerId: null, warnAt: null, dueAt: null, warned: false, breached: false },
})

const withToken = (state: FlowState, tokenId: string, change: Partial<Token>): FlowState => ({
  ...state,
  tokens: state.tokens.map((token) => (token.id === tokenId ? { ...token, ...change } : token)),
})

/**
 * Where the board shows the ticket: at its token in the furthest column, the oldest of several. Behind a fork that is
 * how far the ticket has come, whatever else is still going on. Undefined before it has begun and after it is over.
 */
export function mainToken(state: FlowState): Token | undefined {
  return state.tokens.reduce<Token | undefined>(
    (best, token) => (best && stages.indexOf(best.stage) >= stages.indexOf(token.stage) ? best : token),
    undefined,
  )
}
