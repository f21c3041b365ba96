import { connect, type ConnectionOptions, type Database } from '#db/client.ts'
import { connectToRunning, startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import type { Settings } from '../env.ts'

/** The database of the settings, whether or not Paidan is running. `close` leaves behind what was there before. */
export async function openDatabase({
  database,
}: Settings): Promise<{ database: Database; close: () => Promise<void> }> {
  const { connection, stop } = await findConnection(database)
  const opened = connect(connection)
  const close = async () => {
    await opened.close()
    await stop()
  }
  return { database: opened, close }
}

/** The database of the Paidan that is running; where none is, the embedded one is started for as long as it is needed. */
async function findConnection(
  database: Settings['database'],
): Promise<{ connection: ConnectionOptions; stop: () => Promise<unknown> }> {
  const nothing = () => Promise.resolve()
  if (database.kind === 'server') return { connection: database.connection, stop: nothing }
  const running = await connectToRunning(database.dataRoot)
  if (running) return { connection: running, stop: nothing }
  const started = await startEmbeddedPostgres({ dataRoot: database.dataRoot, log: () => undefined })
  return { connection: started.options, stop: () => started.stop() }
}
