import { createHmac, randomBytes } from 'node:crypto'
import type { Instant } from '#domain/instant.ts'

const prefix = 'whsec_'

export const createWebhookSecret = (): string => prefix + randomBytes(32).toString('base64')

/**
 * The headers of Standard Webhooks (standardwebhooks.com), for which receivers have libraries: id, seconds, and
 * HMAC-SHA256 over `id.seconds.body`. With every secret in force, so that receivers can change over one after the other.
 */
export function webhookHeaders(
  { id, body }: { id: string; body: string },
  secrets: readonly string[],
  at: Instant,
): Record<string, string> {
  const seconds = Math.floor(at / 1_000)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
