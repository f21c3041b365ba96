import type { Channel, Handler, PlainHandler, Recipient } from '../flow-graph/people.ts'
import type { GuardFacts } from '../guard/field-table.ts'
import type { Instant } from '../instant.ts'
import type { BilingualText } from './flow.ts'
import type { FlowEvent } from './flow-event.ts'
import type { FlowState } from './flow-state.ts'
import type { FlowVersion } from './version.ts'

/**
 * What makes a ticket go on. What people do names the token; what was asked for and comes back later names the step as
 * well, so that an answer to an earlier visit of the node changes nothing.
 */
export type FlowInput =
  | { kind: 'start' }
  | { kind: 'complete'; tokenId: string; outcome: string }
  | { kind: 'decide'; tokenId: string; verdict: 'approved' | 'rejected' }
  | { kind: 'return'; tokenId: string; toNodeId: string }
  | { kind: 'transfer'; tokenId: string; handlerId: string }
  | { kind: 'close'; tokenId: string }
  /** The ticket has a new holder, `holderId` of the context. */
  | { kind: 'hand-over' }
  /** Nobody holds it any more. */
  | { kind: 'take-back' }
  | { kind: 'cancel' }
  | { kind: 'reopen' }
  | { kind: 'handler-found'; tokenId: string; step: number; handlerId: string | null }
  | { kind: 'timer'; tokenId: string; step: number; timer: FlowTimer }
  | { kind: 'webhook-answered'; tokenId: string; step: number; succeeded: boolean }
  | { kind: 'sub-ticket-closed'; key: string }

/** `wait`: the time of a timer node, or the patience of automatic dispatch, is over. */
export type FlowTimer = 'warning' | 'breach' | 'wait'

export type FlowContext = {
  version: FlowVersion
  now: Instant
  /** Who acts; null when nobody does. */
  by: string | null
  /** What guards and required fields look at, by the names of the field table. */
  facts: GuardFacts
  /** The engineer who holds the ticket. */
  holderId: string | null
  /** That many minutes of a calendar later; `always` and null count day and night. */
  deadline: (calendar: string | null, from: Instant, minutes: number) => Instant
}

/** What the command around the engine has to do, in the transaction of the events. */
export type FlowEffect =
  | { kind: 'assign'; tokenId: string; step: number; nodeId: string; to: PlainHandler }
  | { kind: 'auto-assign'; tokenId: string; step: number; nodeId: string; by: AutoAssignBy }
  | { kind: 'notify'; nodeId: string; to: Recipient; channel: Channel; text: BilingualText }
  | { kind: 'raise-priority'; nodeId: string }
  | { kind: 'webhook'; tokenId: string; step: number; nodeId: string; url: string; retries: number }
  | { kind: 'set-timer'; tokenId: string; step: number; timer: FlowTimer; at: Instant }
  | { kind: 'clear-timers'; tokenId: string; step: number }
  | { kind: 'open-sub-ticket'; key: string; nodeId: string; title: BilingualText; flowId: string | null }

type AutoAssignBy = { kind: 'policy' } | { kind: 'rule'; handler: Handler }

/** Why the engine does not do what a person asked. The sentences are in `app/i18n/<language>/flow-graph.ts`. */
export type FlowRefusal =
  | { name: 'token-gone' }
  | { name: 'operation-not-allowed'; operation: 'complete' | 'approve' | 'return' | 'transfer' | 'close' }
  | { name: 'outcome-unknown'; outcome: string }
  | { name: 'fields-required'; fields: readonly string[] }
  | { name: 'sub-tickets-open'; count: number }
  | { name: 'not-visited'; nodeId: string }
  | { name: 'flow-over' }
  | { name: 'flow-running' }

export type Advance =
  | { ok: true; state: FlowState; events: readonly FlowEvent[]; effects: readonly FlowEffect[] }
  | { ok: false; refusal: FlowRefusal }
