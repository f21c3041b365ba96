import { connect, type Database } from '#db/client.ts'
import { connectToRunning } from '#db/embedded/start-embedded-postgres.ts'
import { parseSettings } from '#server/env.ts'

/**
 * A few connections beside the running product.
 * @throws when the settings are wrong, or the embedded database is not running.
 */
export async function openDatabaseBeside(): Promise<Database> {
  const parsed = parseSettings(process.env)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const { database } = parsed.settings
  if (database.kind === 'server') return connect({ ...database.connection, max: 2 })
  const running = await connectToRunning(database.dataRoot)
  if (!running) throw new Error('the embedded database is not running: start Paidan first')
  return connect({ ...running, max: 2 })
}
