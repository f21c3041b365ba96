import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino, { type Logger } from 'pino'
import { createClient } from 'redis'
import { connect, type ConnectionOptions, type Database } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { findEngineBoards, findWaitingTickets } from '#db/auto-dispatch.ts'
import { migrate } from '#db/migrate.ts'
import { takeDueOffers } from '#db/offer.ts'
import { claimClosedSubTickets } from '#db/sub-ticket.ts'
import { claimDueTimers } from '#db/timer.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import type { Role } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { endDemoSessions, hasAdministrator } from '#db/person.ts'
import { createDoorbell } from '#realtime/server/doorbell.ts'
import { connectRelay } from '#realtime/server/redis-relay.ts'
import { createAdvisor } from './advice/advisor.ts'
import { createAuth } from './auth/auth.ts'
import { createSignInLimiter } from './auth/sign-in-limiter.ts'
import { createToken } from './auth/token.ts'
import { createCreateTickets } from './commands/create-tickets.ts'
import { createRunCommand, type CommandPorts } from './commands/run-command.ts'
import { findOwnStand } from './commands/flow-running/find-stand.ts'
import type { Settings } from './env.ts'
import { startAutoDispatch } from './jobs/auto-dispatch.ts'
import { startFlowMigrations } from './jobs/flow-migrations.ts'
import { createMigrationStore } from './jobs/migration-store.ts'
import { startFlowTimers, type FlowTimers } from './jobs/flow-timers.ts'
import { startOfferTimer } from './jobs/offer-timer.ts'
import { createPlanner, type PlannerPorts } from './planning/plan-backlog.ts'
import { createApp } from './http/create-app.ts'
import type { Pages } from './http/pages.ts'
import { openDemoCity } from './demo.ts'
import { channelNames } from './outbound/channels.ts'
import { createWebhookSecret } from './outbound/sign-webhook.ts'
import { openOutboxes } from './outboxes.ts'
import { createAdmitToFlow, openFlowRooms, rightsChanged } from './flow-rooms.ts'
import { openPositions, openRealtime } from './realtime.ts'
import { openTravel } from './travel/open-travel.ts'

export type Paidan = {
  url: string
  /** The one-time link for the first administrator, where there is none yet. */
  setupUrl: string | undefined
  /** Who can sign in without a password; nobody outside the demo. */
  demoPeople: readonly { name: string; role: Role }[]
  close: () => Promise<void>
}

export type PaidanOptions = {
  settings: Settings
  /** What the Remix build exports; undefined leaves the pages out. */
  pages: Pages | undefined
  log?: Logger
  /** Told of every step that takes a while, in words for the terminal. */
  progress?: (line: string) => void
  /** The clock by which everything is decided; benchmarks let a day pass in minutes. */
  now?: () => Instant
  /** How plans for many tickets are solved, where it is not the usual way. */
  planning?: Pick<PlannerPorts, 'solve' | 'timeLimitMs'>
}

/** The engine looks at so many waiting tickets of a board in one go; the first due come first. */
const mostWaiting = 200

/** Starts everything on one port, in the order in which one part needs the other; close() ends it in the reverse order. */
export async function startPaidan({
  settings,
  pages,
  log = createLog(settings),
  progress = () => undefined,
  now = Date.now,
  planning = {},
}: PaidanOptions): Promise<Paidan> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const connection = await openDatabase(settings, progress, closers)
    const database = connect(connection)
    closers.push(() => database.close())
    await migrate(database)

    const relay = settings.redisUrl ? connectRelay({ url: settings.redisUrl, log }) : null
    const doorbell = await createDoorbell({ relay, sql: database.sql, log })
    const demoCity = settings.demo ? await openDemoCity({ database, now, log }) : undefined
    const demo = demoCity?.isThere === true
    if (!demo) await endDemoSessions(database.kysely)
    // The demo has its own ways in; its administrator must not be all that there is without it.
    const isOpenToSetup = !demo && !(await hasAdministrator(database.kysely))
    const setupToken = isOpenToSetup ? createToken() : undefined
    const limiter = createSignInLimiter(connectLimiter(settings.redisUrl, closers))
    const auth = createAuth({
      database,
      now,
      demo,
      limiter,
      setupToken,
      onSignedOut: () => doorbell.ring(rightsChanged, now()),
    })

    const positions = await openPositions({ database, relay, now, log })
    const travel = openTravel({ settings: settings.travel, sql: database.sql, now, log })
    closers.push(() => travel.close())
    const advisor = createAdvisor({ sql: database.sql, placesOn: positions.onBoard, travel, now })
    closers.push(() => {
      advisor.close()
      return Promise.resolve()
    })
    doorbell.onRing(advisor.ring)
    // The first flow's timer may be set before the job that waits for it is there; it looks by itself when it begins.
    const flowTimers: { current?: FlowTimers } = {}
    const commandPorts: CommandPorts = {
      sql: database.sql,
      now,
      onCommitted: doorbell.ring,
      onTimers: (timers) => flowTimers.current?.expect(Math.min(...timers.map(({ dueAt }) => dueAt))),
    }
    const runCommand = createRunCommand({ ...commandPorts, advisor })
    const createTickets = createCreateTickets(commandPorts)

    const http = createServer()
    const realtime = openRealtime({
      http,
      database,
      auth,
      runCommand,
      advise: advisor.advise,
      suggest: advisor.suggest,
      scoreEngineer: advisor.scoreEngineer,
      plan: createPlanner({ sql: database.sql, findFacts: advisor.findFacts, log, ...planning }),
      doorbell,
      positions,
      relay,
      publicOrigin: settings.publicOrigin,
      now,
      log,
    })
    closers.push(() => realtime.close())
    const admitToFlow = createAdmitToFlow({ auth, database })
    const flowRooms = openFlowRooms({
      http,
      database,
      admit: admitToFlow,
      doorbell,
      relay,
      publicOrigin: settings.publicOrigin,
      now,
      log,
    })
    closers.push(() => flowRooms.close())
    http.on(
      'request',
      createApp({
        context: {
          database,
          auth,
          createTickets,
          flushFlow: flowRooms.flush,
          announceVersion: flowRooms.announceVersion,
          travelBandsOf: travel.bandsOf,
          now,
          mapStyleUrl: settings.mapStyleUrl,
          allowPrivateWebhooks: settings.outbound.allowPrivateWebhooks,
          newWebhookSecret: createWebhookSecret,
          channels: channelNames(settings.outbound.channels),
        },
        pages,
        publicOrigin: settings.publicOrigin,
        admitToFlow,
        findDevice: (token) => auth.findDevice(token),
        report: positions.report,
        findOwnStand: (actor, ticketId) => findOwnStand(database.sql, ticketId, { actor, now: now() }),
        checkHealth: async () => ({
          database: await answers(database),
          doorbell: doorbell.state(),
          travel: travel.status(),
        }),
        log,
      }),
    )
    const url = await listen(http, settings)
    closers.push(() => {
      endConnections(http)
      return Promise.resolve()
    })
    const autoDispatch = startAutoDispatch({
      findBoards: () => findEngineBoards(database.sql),
      findWaiting: (boardId) => findWaitingTickets(database.sql, boardId, mostWaiting),
      advise: advisor.advise,
      runCommand,
      newId: randomUUID,
      log,
    })
    doorbell.onRing(autoDispatch.ring)
    closers.push(() => autoDispatch.close())
    const claim = { claimMs: 5_000, most: 50 }
    const timers = startFlowTimers({
      claimDue: () => claimDueTimers(database.sql, { now: now(), ...claim }),
      claimClosed: () => claimClosedSubTickets(database.sql, { now: now(), ...claim }),
      runCommand,
      newId: randomUUID,
      now,
      log,
    })
    flowTimers.current = timers
    doorbell.onRing(timers.ring)
    closers.push(() => timers.close())
    const offerTimer = startOfferTimer({
      takeDue: () => takeDueOffers(database.sql, { now: now(), leaseMs: 5_000, most: 50 }),
      runCommand,
      newId: randomUUID,
      log,
    })
    closers.push(() => offerTimer.close())
    const flowMigrations = startFlowMigrations({
      store: createMigrationStore(database.sql, now),
      runCommand,
      log,
    })
    closers.push(() => flowMigrations.close())
    const outboxes = openOutboxes({
      settings: settings.outbound,
      database,
      doorbell,
      onAnswered: ({ boardId, ticketId, ...answer }) => {
        const signal = { kind: 'webhook-answered', ...answer } as const
        const input = { commandId: randomUUID(), boardId, ticketId, signal }
        return runCommand(engineOf(boardId), { name: 'advanceFlow', input })
      },
      now,
      log,
    })
    closers.push(() => outboxes.close())
    const running = demoCity?.start({ positions, runCommand })
    if (running) closers.push(() => running.stop())
    return {
      url,
      setupUrl: setupToken && `${url}/setup/${setupToken}`,
      demoPeople: await auth.findDemoPeople(),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openDatabase(
  { database }: Settings,
  progress: (line: string) => void,
  closers: (() => Promise<unknown>)[],
): Promise<ConnectionOptions> {
  if (database.kind === 'server') return database.connection
  const { dataRoot } = database
  const postgres = await startEmbeddedPostgres({ dataRoot, log: progress })
  closers.push(() => postgres.stop())
  return postgres.options
}

/** The limiter counts in process while this client has no connection. */
function connectLimiter(redisUrl: string | undefined, closers: (() => Promise<unknown>)[]) {
  if (!redisUrl) return undefined
  const client = createClient({ url: redisUrl, disableOfflineQueue: true })
  client.on('error', () => undefined)
  client.connect().catch(() => undefined)
  closers.push(() => {
    client.destroy()
    return Promise.resolve()
  })
  return client
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

/** Takes no more connections and ends those of the pages. Sockets are ended by the gateway; waiting for them here would be for ever. */
function endConnections(http: Server) {
  http.close()
  http.closeAllConnections()
}

/** A person at a terminal reads what is said to them; the lines for machines are then kept to warnings. */
const createLog = ({ logLevel }: Settings): Logger =>
  pino({ level: logLevel ?? (process.stdout.isTTY ? 'warn' : 'info') })
