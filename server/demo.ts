import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { seedDemoCity } from '#db/seed/demo-city.ts'
import type { PositionBook } from '#realtime/server/positions.ts'
import { createRunCommand, type RunCommand } from './commands/run-command.ts'

export async function openDemoCity({
  database,
  now,
  log,
}: {
  database: Database
  runCommand: RunCommand
  now: () => number
  log: Logger
}) {
  const made = await seedDemoCity({
    database,
    now: now(),
    runCommandAt: (at) => createRunCommand({ sql: database.sql, now: () => at, onCommitted: () => undefined }),
  })
  log.info({ made }, 'demo city')
  return { start: (_positions: PositionBook) => ({ stop: () => Promise.resolve() }) }
}
