import { z } from 'zod'
import { id } from '#contract/fields.ts'
import type { Database } from '#db/client.ts'
import { sendDeliveriesAgain } from '#db/webhook-delivery.ts'
import { replaceSecret } from '#db/webhook-secret.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { OutboundChanged } from '#domain/outbound.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayChangeSettings } from '../policies/settings.ts'

const outboundChange = z.discriminatedUnion('change', [
  z.object({
    change: z.literal('send-again'),
    ids: z.union([z.literal('all'), z.array(id).min(1).max(500)]),
  }),
  z.object({ change: z.literal('replace-secret') }),
])

/** Sends webhooks again that were given up, or puts a new secret in force by which they are signed. */
export async function changeOutbound(
  {
    database: { sql },
    newWebhookSecret,
    now,
  }: { database: Pick<Database, 'sql'>; newWebhookSecret: () => string; now: () => Instant },
  actor: Actor,
  raw: unknown,
): Promise<OutboundChanged | Refusal> {
  if (!mayChangeSettings(actor)) return refuse({ name: 'not-allowed' })
  const parsed = outboundChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'change' })
  const given = parsed.data
  switch (given.change) {
    case 'send-again': {
      const count = await sendDeliveriesAgain(sql, given.ids === 'all' ? null : given.ids, now())
      return { ok: true, change: 'sent-again', count }
    }
    case 'replace-secret': {
      const secret = newWebhookSecret()
      const isReplaced = await replaceSecret(sql, { now: now(), secret })
      return isReplaced ? { ok: true, change: 'replaced', secret } : refuse({ name: 'secret-replaced' })
    }
  }
}
