import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { claimMessages, saveMessageOutcome } from '#db/message-outbox.ts'
import { claimDeliveries, saveAttempt, saveRefused, saveTold } from '#db/webhook-delivery.ts'
import { findSecretsInForce } from '#db/webhook-secret.ts'
import type { Instant } from '#domain/instant.ts'
import type { Doorbell } from '#realtime/server/doorbell.ts'
import { startMessageSender } from './jobs/message-sender.ts'
import { startWebhookSender, type WebhookSenderPorts } from './jobs/webhook-sender.ts'
import { openChannels, type ChannelSettings } from './outbound/channels.ts'
import { postJson } from './outbound/post-json.ts'
import { retryDelayMs } from './outbound/retry-delay.ts'
import { createWebhookSecret, webhookHeaders } from './outbound/sign-webhook.ts'

export type OutboundSettings = {
  /** Whether webhooks may call machines inside. */
  allowPrivateWebhooks: boolean
  channels: ChannelSettings
}

/** Nothing leaves but webhooks to public addresses. */
export const nothingOutside: OutboundSettings = {
  allowPrivateWebhooks: false,
  channels: { chatRobotUrl: undefined, smsGateway: undefined },
}

/** What the doorbell rings instead of an id when somebody may have something new to read. */
export const messagesChanged = 'messages'

/** Longer than an attempt lasts. */
const claimMs = 30_000

/** Joins what running flows send out to the database, and to the world. */
export function openOutboxes(options: {
  settings: OutboundSettings
  database: Database
  doorbell: Doorbell
  onAnswered: WebhookSenderPorts['onAnswered']
  now: () => Instant
  log: Logger
}): { close: () => Promise<void> } {
  const { settings, doorbell, onAnswered, now, log } = options
  const { sql } = options.database
  const delayMs = (attempts: number) => retryDelayMs(attempts, Math.random())
  const webhooks = startWebhookSender({
    claimDue: (most) => claimDeliveries(sql, { now: now(), claimMs, most }),
    send: async ({ id, url, body }) => {
      const at = now()
      const secrets = await findSecretsInForce(sql, { now: at, newSecret: createWebhookSecret })
      const headers = webhookHeaders({ id, body }, secrets.map(({ secret }) => secret), at) // prettier-ignore
      return postJson({ url, headers, body, allowPrivate: settings.allowPrivateWebhooks })
    },
    saveAttempt: (delivery, outcome) => saveAttempt(sql, delivery, outcome),
    onAnswered,
    saveTold: (id) => saveTold(sql, id, now()),
    saveRefused: (id, refused) => saveRefused(sql, id, refused),
    retryDelayMs: delayMs,
    now,
    log,
  })
  const messages = startMessageSender({
    claimDue: (most) => claimMessages(sql, { now: now(), claimMs, most }),
    channels: openChannels(settings.channels),
    saveOutcome: (message, outcome) => saveMessageOutcome(sql, message, outcome),
    onReaders: () => doorbell.ring(messagesChanged, now()),
    retryDelayMs: delayMs,
    now,
    log,
  })
  doorbell.onRing(() => {
    webhooks.ring()
    messages.ring()
  })
  return {
    close: async () => {
      await Promise.all([webhooks.close(), messages.close()])
    },
  }
}
