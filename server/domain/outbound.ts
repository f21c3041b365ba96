import type { BilingualText } from './flow/flow.ts'
import type { Channel, Recipient } from './flow-graph/people.ts'
import type { Instant } from './instant.ts'
import type { NotSentReason } from './not-sent.ts'
import type { RejectionName } from './rejection.ts'
import type { WebhookFailure } from './webhook.ts'

/** A webhook that was given up, or of which its ticket has not taken the answer. */
export type FailedDelivery = {
  id: string
  boardId: string
  ticketId: string
  number: string
  url: string
  attempts: number
  failure: WebhookFailure | null
  /** Why the ticket has not taken what came of it, where it has not. */
  refused: RejectionName | null
  /** The ticket knows that it was given up, so that it can be sent again. */
  isOver: boolean
  endedAt: Instant
}

export type DeliveryCounts = {
  /** Given up and told. */
  failed: number
  /** Has failed, and will be tried again by itself. */
  retried: number
}

/** A message that did not go its way. */
export type UnsentMessage = {
  id: string
  boardId: string
  ticketId: string
  number: string
  recipient: Recipient
  channel: Channel
  text: BilingualText
  reason: NotSentReason
  error: string | null
  /** How many have it in the application instead. */
  readers: number
  endedAt: Instant
}

/** A secret by which webhooks are signed, without the secret itself. */
export type SecretFacts = {
  createdAt: Instant
  /** Until when one that was replaced still signs; null for the one in force. */
  signsUntil: Instant | null
}

/** `secret`: shown to this person now, and to nobody again. */
export type OutboundChanged =
  { ok: true; change: 'sent-again'; count: number } | { ok: true; change: 'replaced'; secret: string }
