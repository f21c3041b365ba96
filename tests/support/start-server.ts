import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { createToken, hashToken } from '#server/auth/token.ts'
import { startPaidan } from '#server/paidan.ts'
import type { Role } from '#domain/actor.ts'
import { hours } from '#domain/instant.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export type TestServer = {
  url: string
  database: TestDatabase
  close: () => Promise<void>
}

export type TestServerOptions = { database?: TestDatabase; redisUrl?: string; demo?: boolean }

/** The whole product on a free port, without pages, on a fresh database unless one is given. */
export async function startTestServer({
  database: given,
  redisUrl,
  demo = false,
}: TestServerOptions = {}): Promise<TestServer> {
  const database = given ?? (await createTestDatabase())
  const paidan = await startPaidan({
    settings: {
      port: 0,
      host: '127.0.0.1',
      database: { kind: 'server', connection: database.connection },
      redisUrl,
      demo,
      publicOrigin: undefined,
      mapStyleUrl: undefined,
      logLevel: 'warn',
    },
    pages: undefined,
    log: pino({ level: 'silent' }),
  })
  return {
    url: paidan.url,
    database,
    async close() {
      await paidan.close()
      if (!given) await database.drop()
    },
  }
}

/** A person of this role on the boards, with a session cookie as the browser would send it. */
export async function signIn(
  { kysely }: TestDatabase,
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
