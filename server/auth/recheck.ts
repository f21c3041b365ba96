import type { Sql } from '#db/client.ts'
import { findLiveDevices } from '#db/device.ts'
import { findSessionRights } from '#db/person.ts'
import type { Instant } from '#domain/instant.ts'
import type { Principal } from './auth.ts'

/**
 * The sessions that still hold with the rights they were opened with. Whoever has signed out, was made inactive, or has
 * got another role or other boards is not among them, and comes back with the rights of now.
 */
export async function recheckPrincipals(
  sql: Sql,
  principals: readonly Principal[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const engineers = principals.filter(({ actor }) => actor.kind === 'engineer')
  const ids = (some: readonly Principal[]) => some.map(({ sessionId }) => sessionId)
  const [rights, devices] = await Promise.all([
    // An engineer has come by a device or has signed in.
    findSessionRights(sql, ids(principals), now),
    findLiveDevices(sql, ids(engineers)),
  ])
  const unchanged = principals.filter(({ actor, sessionId }) => {
    const current = rights.get(sessionId)
    if (actor.kind === 'engineer') return current?.role === 'engineer'
    return (
      actor.kind === 'person' && current?.role === actor.role && sameSet(current.boardIds, actor.boardIds)
    )
  })
  return new Set([...unchanged.map(({ sessionId }) => sessionId), ...devices])
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))
