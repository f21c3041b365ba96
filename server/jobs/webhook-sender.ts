import type { AttemptOutcome, DueDelivery } from '#db/webhook-delivery.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import type { Refusal, RejectionName } from '#domain/rejection.ts'
import type { WebhookFailure } from '#domain/webhook.ts'
import { startOutbox, type Outbox } from './outbox.ts'

/** What a ticket is told of the call that it has asked for. */
export type WebhookAnswer = {
  boardId: string
  ticketId: string
  tokenId: string
  step: number
  succeeded: boolean
}

export type WebhookSenderPorts = {
  claimDue: (most: number) => Promise<readonly DueDelivery[]>
  send: (delivery: DueDelivery) => Promise<{ ok: true } | { ok: false; failure: WebhookFailure }>
  saveAttempt: (delivery: DueDelivery, outcome: AttemptOutcome) => Promise<void>
  /** May come twice for one delivery; the step says which visit of the node it belongs to. */
  onAnswered: (answer: WebhookAnswer) => Promise<{ ok: true } | Refusal>
  saveTold: (id: string) => Promise<void>
  saveRefused: (id: string, refused: { rejection: RejectionName; nextAt: Instant }) => Promise<void>
  /** How long to wait after so many attempts. */
  retryDelayMs: (attempts: number) => number
  now: () => Instant
  log: { error: (details: { err: unknown }, text: string) => void }
}

/** So many calls of one node are under way at once. */
const mostUnderWay = 16
/** A ticket that takes no answer, as on a board that is closed, may take it later. */
const tellAgainMs = minutes(10)

/**
 * Calls other systems as running flows ask for it, at least once each: again and again, later every time, until there is an
 * answer or the node's attempts are used up. Then the ticket is told; that is repeated as well until it has succeeded.
 */
export function startWebhookSender(ports: WebhookSenderPorts): Outbox {
  const { claimDue, send, saveAttempt, onAnswered, saveTold, saveRefused, retryDelayMs, now, log } = ports

  /** What has come of the delivery; undefined while it is to be tried again. */
  const attempt = async (delivery: DueDelivery): Promise<boolean | undefined> => {
    const answer = await send(delivery)
    if (answer.ok) {
      await saveAttempt(delivery, { state: 'delivered', at: now() })
      return true
    }
    const { failure } = answer
    if (delivery.attempts > delivery.retries || isFinal(failure)) {
      await saveAttempt(delivery, { state: 'failed', at: now(), failure })
      return false
    }
    await saveAttempt(delivery, {
      state: 'waiting',
      nextAt: now() + retryDelayMs(delivery.attempts),
      failure,
    })
    return undefined
  }

  const handle = async (delivery: DueDelivery) => {
    const { id, boardId, ticketId, tokenId, step, state } = delivery
    const succeeded = state === 'waiting' ? await attempt(delivery) : state === 'delivered'
    if (succeeded === undefined) return
    const taken = await onAnswered({ boardId, ticketId, tokenId, step, succeeded })
    if (taken.ok) await saveTold(id)
    else await saveRefused(id, { rejection: taken.rejection.name, nextAt: now() + tellAgainMs })
  }

  return startOutbox({
    claim: claimDue,
    handle,
    most: mostUnderWay,
    failing: 'webhooks cannot be sent',
    log,
  })
}

/** An address that may not be called, and a receiver that says it wants no more of this, stay as they are. */
const isFinal = (failure: WebhookFailure): boolean =>
  failure.kind === 'private-address' || (failure.kind === 'status' && failure.status === 410)
