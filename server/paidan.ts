import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino, { type Logger } from 'pino'
import { createClient } from 'redis'
import { connect, type ConnectionOptions, type Database } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { hasAdministrator } from '#db/person.ts'
import { createDoorbell } from '#realtime/server/doorbell.ts'
import { connectRelay } from '#realtime/server/redis-relay.ts'
import { createAuth } from './auth/auth.ts'
import { createSignInLimiter } from './auth/sign-in-limiter.ts'
import { createToken } from './auth/token.ts'
import { createRunCommand } from './commands/run-command.ts'
import type { Settings } from './env.ts'
import { createApp, type AppOptions } from './http/create-app.ts'
import { openDemoCity } from './demo.ts'
import { openRealtime } from './realtime.ts'

export type Paidan = {
  url: string
  /** The one-time link for the first administrator, where there is none yet. */
  setupUrl: string | undefined
  close: () => Promise<void>
}

export type PaidanOptions = {
  settings: Settings
  /** What the Remix build exports; undefined leaves the pages out. */
  pages: AppOptions['pages']
  log?: Logger
}

/** Starts everything on one port, in the order in which one part needs the other; close() ends it in the reverse order. */
export async function startPaidan({
  settings,
  pages,
  log = createLog(settings),
}: PaidanOptions): Promise<Paidan> {
  const now = Date.now
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const connection = await openDatabase(settings, log, closers)
    const database = connect(connection)
    closers.push(() => database.close())
    await migrate(database)

    const relay = settings.redisUrl ? connectRelay({ url: settings.redisUrl, log }) : null
    const doorbell = await createDoorbell({ relay, sql: database.sql, log })
    const runCommand = createRunCommand({ sql: database.sql, now, onCommitted: doorbell.ring })
    const demoCity = settings.demo ? await openDemoCity({ database, runCommand, now, log }) : undefined
    const setupToken = (await hasAdministrator(database.kysely)) ? undefined : createToken()
    const limiter = createSignInLimiter(await connectLimiter(settings.redisUrl, closers))
    const auth = createAuth({ database, now, demo: settings.demo, limiter, setupToken })

    const http = createServer()
    const realtime = await openRealtime({
      http,
      database,
      auth,
      runCommand,
      doorbell,
      relay,
      publicOrigin: settings.publicOrigin,
      now,
      log,
    })
    closers.push(() => realtime.close())
    http.on(
      'request',
      createApp({
        context: { database, auth, runCommand, now, mapStyleUrl: settings.mapStyleUrl },
        pages,
        publicOrigin: settings.publicOrigin,
        findDevice: auth.findDevice,
        report: realtime.positions.report,
        checkHealth: async () => ({ database: await answers(database), doorbell: doorbell.state() }),
        log,
      }),
    )
    const url = await listen(http, settings)
    closers.push(() => endConnections(http))
    const demo = demoCity?.start(realtime.positions)
    if (demo) closers.push(() => demo.stop())
    return { url, setupUrl: setupToken && `${url}/setup/${setupToken}`, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openDatabase(
  { database }: Settings,
  log: Logger,
  closers: (() => Promise<unknown>)[],
): Promise<ConnectionOptions> {
  if (database.kind === 'server') return database.connection
  const { dataRoot } = database
  const postgres = await startEmbeddedPostgres({ dataRoot, log: (line) => log.info(line) })
  closers.push(() => postgres.stop())
  return postgres.options
}

/** The limiter counts in process while this client has no connection. */
async function connectLimiter(redisUrl: string | undefined, closers: (() => Promise<unknown>)[]) {
  if (!redisUrl) return undefined
  const client = createClient({ url: redisUrl, disableOfflineQueue: true })
  client.on('error', () => undefined)
  client.connect().catch(() => undefined)
  closers.push(() => Promise.resolve(client.destroy()))
  return Promise.resolve(client)
}

async function answers({ sql }: Database): Promise<boolean> {
  try {
    await sql`select 1`
    return true
  } catch {
    return false
  }
}

const listen = (http: Server, { host, port }: Settings) =>
  new Promise<string>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      const { port: actual } = http.address() as AddressInfo
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
      resolve(`http://${shown.includes(':') ? `[${shown}]` : shown}:${actual}`)
    })
  })

const endConnections = (http: Server) =>
  new Promise<void>((resolve) => {
    http.close(() => resolve())
    http.closeAllConnections()
  })

const createLog = ({ logLevel }: Settings): Logger => pino({ level: logLevel })
