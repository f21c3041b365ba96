import type { Instant } from '../instant.ts'
import type { Stage } from '../stage.ts'
import type { Frame } from './flow-state.ts'

/**
 * What can have happened to a ticket on its flow. The events, applied in order, are the state. Times spent are in
 * milliseconds of the clock on the wall.
 */
export type FlowEvent = { at: Instant; by: string | null } & (
  | {
      type: 'tokenPlaced'
      tokenId: string
      nodeId: string
      stage: Stage
      frames: readonly Frame[]
      handlerId: string | null
      /** Null: nothing to wait for. */
      warnAt: Instant | null
      dueAt: Instant | null
      why: 'start' | 'exit' | 'branch' | 'return' | 'vacant' | 'reopen' | 'handed' | 'moved'
      /** From where, by which exit, and how long it stood there. Null: the token is new. */
      from: { nodeId: string; exit: string | null; spentMs: number } | null
    }
  | { type: 'tokenSplit'; tokenId: string; nodeId: string; spentMs: number }
  | {
      type: 'tokensJoined'
      nodeId: string
      /** What arrived, and how long each waited for the others. */
      arrived: readonly { tokenId: string; spentMs: number }[]
      /** The token that was split, which goes on from here. */
      tokenId: string
      stage: Stage
      frames: readonly Frame[]
    }
  | { type: 'tokenWithdrawn'; tokenId: string; nodeId: string; spentMs: number }
  | { type: 'tokenEnded'; tokenId: string; nodeId: string; spentMs: number }
  | { type: 'tokenHanded'; tokenId: string; nodeId: string; handlerId: string }
  | { type: 'timerFired'; tokenId: string; nodeId: string; timer: 'warning' | 'breach' }
  | { type: 'subTicketOpened'; key: string; nodeId: string; tokenId: string; blocksClosing: boolean }
  | { type: 'subTicketClosed'; key: string }
  | { type: 'flowFinished'; nodeId: string }
  | { type: 'flowCancelled' }
  | { type: 'flowReopened' }
)
