import type { AppLoadContext } from '@remix-run/node'
import { findUnsentMessages } from '#db/message-outbox.ts'
import { countDeliveries, findFailedDeliveries } from '#db/webhook-delivery.ts'
import { findSecretFacts } from '#db/webhook-secret.ts'

/** Nobody reads further down; what is further down can be sent again all the same. */
const mostShown = 100

/** What did not leave the house, and what webhooks are signed with. */
export async function loadOutbound({ database: { sql }, now }: Pick<AppLoadContext, 'database' | 'now'>) {
  const at = now()
  const [deliveries, counts, messages, secrets] = await Promise.all([
    findFailedDeliveries(sql, mostShown),
    countDeliveries(sql),
    findUnsentMessages(sql, mostShown),
    findSecretFacts(sql, at),
  ])
  return { now: at, deliveries, counts, messages, secrets }
}
