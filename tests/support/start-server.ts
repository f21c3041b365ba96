import pino from 'pino'
import { startPaidan } from '#server/paidan.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export { signIn } from './sign-in.ts'

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
