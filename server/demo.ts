import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import type { PositionBook } from '#realtime/server/positions.ts'
import type { RunCommand } from './commands/run-command.ts'

export function openDemoCity(_options: {
  database: Database
  runCommand: RunCommand
  now: () => number
  log: Logger
}) {
  return Promise.resolve({ start: (_positions: PositionBook) => ({ stop: () => Promise.resolve() }) })
}
