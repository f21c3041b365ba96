import { randomUUID } from 'node:crypto'
import { createToken, hashToken } from '#server/auth/token.ts'
import type { Database } from '#db/client.ts'
import type { Role } from '#domain/actor.ts'
import { hours } from '#domain/instant.ts'

/** A person of this role on the boards, with a session cookie as the browser would send it. */
export async function signIn(
  { kysely }: Pick<Database, 'kysely'>,
  { role, boardIds, name = role }: { role: Role; boardIds: readonly string[]; name?: string },
): Promise<{ cookie: string; personId: string; token: string }> {
  const personId = randomUUID()
  const token = createToken()
  await kysely.insertInto('person').values({ id: personId, name, login: personId, role }).execute()
  for (const board_id of boardIds)
    await kysely.insertInto('board_member').values({ board_id, person_id: personId }).execute()
  await kysely
    .insertInto('login_session')
    .values({ token_hash: hashToken(token), person_id: personId, expires_at: Date.now() + hours(1) })
    .execute()
  return { cookie: `paidan_session=${token}`, personId, token }
}
