import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { ensureDemoPhone, hasDemoCity, seedDemoCity } from '#db/seed/demo-city.ts'
import type { PositionBook } from '#realtime/server/positions.ts'
import { ensureDemoFlow } from './demo-flow.ts'
import { createRunCommand, type RunCommand } from './commands/run-command.ts'
import { runDemoCity } from './jobs/demo-city.ts'

type DemoCityOpened = {
  /** False where the database belongs to an organisation. */
  isThere: boolean
  start: (ports: { positions: PositionBook; runCommand: RunCommand }) => { stop: () => Promise<void> }
}

/**
 * Makes the demo city on an empty database, or finishes one that was left unfinished, and brings it to life once there is
 * somebody to take positions.
 */
export async function openDemoCity(options: {
  database: Database
  now: () => number
  log: Logger
}): Promise<DemoCityOpened> {
  const { database, now } = options
  await seedDemoCity({
    database,
    // Nobody is connected yet, so no bell needs to ring.
    runCommandAt: (at) =>
      createRunCommand({ sql: database.sql, now: () => at, onCommitted: () => undefined }),
    now: now(),
  })
  const isThere = await hasDemoCity(database)
  if (isThere) {
    await ensureDemoPhone(database, now())
    await ensureDemoFlow(database, now)
  }
  return {
    isThere,
    start: (ports) =>
      isThere
        ? runDemoCity({ ...options, ...ports, random: Math.random, newId: randomUUID })
        : { stop: () => Promise.resolve() },
  }
}
