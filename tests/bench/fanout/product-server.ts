import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { connect, type ConnectionOptions } from '#db/client.ts'
import { refuse } from '#domain/rejection.ts'
import { createDoorbell } from '#realtime/server/doorbell.ts'
import { createAuth } from '#server/auth/auth.ts'
import { createSignInLimiter } from '#server/auth/sign-in-limiter.ts'
import { createRunCommand } from '#server/commands/run-command.ts'
import { openPositions, openRealtime } from '#server/realtime.ts'
import { createCpuMeter } from '../harness/cpu-meter.ts'
import { answerParent } from '../harness/processes.ts'
import { createFeed, type Feed } from './city.ts'
import { stampAsHeading } from './stamp.ts'

/** The product's realtime half; the reports come from within, as if they had just been parsed. */
export type FanoutStart = { connection: ConnectionOptions; engineerIds: readonly string[] }

let feed: Feed | undefined
let close: () => Promise<void> = () => Promise.resolve()
const cpu = createCpuMeter()

async function start({ connection, engineerIds }: FanoutStart): Promise<string> {
  const now = Date.now
  const log = pino({ level: 'warn' })
  const database = connect(connection)
  const { sql } = database
  const http = createServer()
  const doorbell = await createDoorbell({ relay: null, sql, log })
  const limiter = createSignInLimiter(undefined)
  const positions = await openPositions({ database, relay: null, now, log })
  const realtime = openRealtime({
    http,
    database,
    auth: createAuth({ database, now, demo: false, limiter, setupToken: undefined }),
    runCommand: createRunCommand({ sql, now, onCommitted: doorbell.ring }),
    advise: () => Promise.resolve(refuse({ name: 'ticket-not-found' })),
    suggest: () => Promise.resolve({ ok: true, suggestions: [] }),
    scoreEngineer: () => Promise.resolve({ ok: true, scores: [] }),
    plan: () => Promise.resolve(refuse({ name: 'board-not-found' })),
    doorbell,
    positions,
    relay: null,
    publicOrigin: undefined,
    now,
    log,
  })
  feed = createFeed((index, place) => {
    const fix = { ...place, at: now(), headingDegrees: stampAsHeading() }
    void positions.report(engineerIds[index] ?? '', { datum: 'wgs84', fixes: [fix] })
  })
  close = async () => {
    await realtime.close()
    await database.close()
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

const handlers = {
  start,
  startFeed: () => feed?.start(),
  startCpu: cpu.start,
  cpuMicroseconds: cpu.microseconds,
  reports: () => feed?.reports() ?? 0,
  stopFeed: () => feed?.stop(),
}
export type FanoutServer = typeof handlers

answerParent(handlers, async () => {
  feed?.stop()
  await close()
})
