import type { Instant } from '#domain/instant.ts'
import type { SecretFacts } from '#domain/outbound.ts'
import type { Sql } from './client.ts'

/** A secret that was replaced goes on signing beside the new one for so long. */
const overlapMs = 24 * 3_600_000

export type WebhookSecret = { secret: string; createdAt: Instant; replacedAt: Instant | null }

/** What is signed with, the newest first. The first is made when there is none; of two nodes that make it one succeeds. */
export async function findSecretsInForce(
  sql: Sql,
  { now, newSecret }: { now: Instant; newSecret: () => string },
): Promise<WebhookSecret[]> {
  const read = () => sql<WebhookSecret[]>`
    select secret, created_at as "createdAt", replaced_at as "replacedAt" from webhook_secret
    where replaced_at is null or replaced_at > ${now - overlapMs} order by created_at desc, replaced_at desc nulls first`
  const found = await read()
  if (found.length > 0) return found
  await sql`insert into webhook_secret (secret, created_at) values (${newSecret()}, ${now}) on conflict do nothing`
  return read()
}

/** Puts a new secret in force; of two people who do so at once one succeeds, and the other is told false. */
export const replaceSecret = (
  sql: Sql,
  { now, secret }: { now: Instant; secret: string },
): Promise<boolean> =>
  sql.begin(async (tx) => {
    await tx`update webhook_secret set replaced_at = ${now} where replaced_at is null`
    const { count } = await tx`
      insert into webhook_secret (secret, created_at) values (${secret}, ${now}) on conflict do nothing`
    return count > 0
  })

/** What is signed with, the newest first, without the secrets themselves. Empty before the first webhook. */
export async function findSecretFacts(sql: Sql, now: Instant): Promise<SecretFacts[]> {
  const rows = await sql<{ createdAt: Instant; replacedAt: Instant | null }[]>`
    select created_at as "createdAt", replaced_at as "replacedAt" from webhook_secret
    where replaced_at is null or replaced_at > ${now - overlapMs} order by created_at desc, replaced_at desc nulls first`
  return rows.map(({ createdAt, replacedAt }) => ({
    createdAt,
    signsUntil: replacedAt === null ? null : replacedAt + overlapMs,
  }))
}
