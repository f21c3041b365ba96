import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { loadBuiltPages } from '#server/http/pages.ts'
import { startPaidan, type PaidanOptions } from '#server/paidan.ts'
import { nothingOutside, type OutboundSettings } from '#server/outboxes.ts'
import type { TravelSettings } from '#server/travel/open-travel.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export { signIn } from './sign-in.ts'

const buildFolder = fileURLToPath(new URL('../../build', import.meta.url))

export type TestServer = {
  url: string
  /** The link for the first administrator, while there is none. */
  setupUrl: string | undefined
  /** Who can sign in without a password. */
  demoPeople: readonly { name: string }[]
  database: TestDatabase
  close: () => Promise<void>
}

export type TestServerOptions = {
  database?: TestDatabase
  redisUrl?: string
  demo?: boolean
  /** With the pages of the last build. */
  pages?: boolean
  travel?: TravelSettings
  outbound?: OutboundSettings
  planning?: PaidanOptions['planning']
}

/** The whole product on a free port, on a fresh database unless one is given. */
export async function startTestServer({
  database: given,
  redisUrl,
  demo = false,
  pages = false,
  travel = { engine: null, budgetMs: 150 },
  outbound = nothingOutside,
  planning,
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
      travel,
      outbound,
      logLevel: 'warn',
    },
    pages: pages ? await loadBuiltPages(buildFolder) : undefined,
    log: pino({ level: 'silent' }),
    ...(planning && { planning }),
  })
  return {
    url: paidan.url,
    setupUrl: paidan.setupUrl,
    demoPeople: paidan.demoPeople,
    database,
    async close() {
      await paidan.close()
      if (!given) await database.drop()
    },
  }
}
