import { createServer } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { askServer, connectionOptions, createDatabase, type ConnectionOptions } from './connection.ts'
import { socketDirectory, type DataHome } from './data-home.ts'
import { EmbeddedPostgresFailure } from './failure.ts'
import { findPostmaster, pollMilliseconds, readPostmaster, type Address } from './postmaster.ts'
import { explainFailedStart } from './programs.ts'
import { spawnServer } from './server-process.ts'

type RunningServer = { pid: number; options: ConnectionOptions; adopted: boolean }

type Launch = {
  home: DataHome
  dataDirectory: string
  binaries: string
  /** How long a server that holds the data may stay silent, and old backends may hold its memory. */
  patienceMilliseconds: number
  log: (line: string) => void
}

/** What became of a server that we spawned. */
type Attempt = { state: 'running'; server: RunningServer } | { state: 'ended'; output: string }

/** With the folder, the socket's path must stay below the limit of the system: 104 bytes on macOS, 108 on Linux. */
const longestSocketPath = 100
const socketPort = 5432

/** A server that lives but answers nothing for so long will not come. Recovery after a crash does answer. */
const silentStartMilliseconds = 30_000

/** A start without repairs takes a tenth of this. */
const slowStartMilliseconds = 1_000

/** Adopts the server that holds the data directory, or starts one. The database `paidan` exists afterwards. */
export async function launch(input: Launch): Promise<RunningServer> {
  const deadline = performance.now() + input.patienceMilliseconds
  for (;;) {
    const adopted = await tryToAdopt(input, deadline)
    if (adopted) return adopted
    const attempt = await tryToStart(input)
    if (attempt.state === 'running') return attempt.server
    refuseUnlessTemporary(attempt.output, input.dataDirectory, performance.now() > deadline)
    await pause(pollMilliseconds)
  }
}

/** Waits for the server that holds the data directory, as long as there is one. Undefined: there is none. */
async function tryToAdopt(
  { dataDirectory, log }: Launch,
  deadline: number,
): Promise<RunningServer | undefined> {
  let told = false
  for (;;) {
    const postmaster = await findPostmaster(dataDirectory)
    if (!postmaster) return undefined
    const { pid, address } = postmaster
    const options = address && (await connectionOptions(dataDirectory, address))
    const answer = options ? await askServer(options) : 'silent'
    if (options && (answer === 'ready' || answer === 'no-database')) {
      if (answer === 'no-database') await createDatabase(options)
      return { pid, options, adopted: true }
    }
    if (answer === 'starting') {
      if (!told) log(`Waiting for the PostgreSQL server that is starting or stopping (process ${pid}).`)
      told = true
    } else if (performance.now() > deadline) throw inUse(dataDirectory, pid)
    await pause(pollMilliseconds)
  }
}

async function tryToStart({ home, dataDirectory, binaries, log }: Launch): Promise<Attempt> {
  const address = await chooseAddress(home)
  const options = await connectionOptions(dataDirectory, address)
  const server = await spawnServer(binaries, { home, dataDirectory, address })
  const spawned = performance.now()
  let told = false
  for (;;) {
    const answer = server.isGone() ? 'gone' : await askServer(options)
    const waited = performance.now() - spawned
    switch (answer) {
      case 'gone':
        return { state: 'ended', output: await server.readOutput() }
      case 'ready':
      case 'no-database': {
        // Of two launchers at the same address the slower one may hear the other's server.
        const pid = (await readPostmaster(dataDirectory))?.pid
        if (pid === undefined || pid !== server.pid) break
        if (answer === 'no-database') await createDatabase(options)
        return { state: 'running', server: { pid, options, adopted: false } }
      }
      case 'starting':
        if (!told && waited > slowStartMilliseconds) {
          log('PostgreSQL repairs its data after a crash; that may take a while.')
          told = true
        }
        break
      case 'refused':
      case 'silent':
        if (answer === 'refused' || waited > silentStartMilliseconds) {
          await server.abandon()
          throw explainFailedStart(await server.readOutput())
        }
    }
    await Promise.race([server.gone, pause(pollMilliseconds)])
  }
}

/** Returns when another attempt makes sense. */
function refuseUnlessTemporary(output: string, dataDirectory: string, impatient: boolean): void {
  const port = output.includes('could not create any TCP/IP sockets')
  // A postmaster that was killed leaves backends that hold its memory for a moment.
  const memory = output.includes('pre-existing shared memory block')
  const lock = output.includes('lock file "postmaster.pid" already exists')
  if (!impatient && (port || memory || lock)) return
  if (lock) throw inUse(dataDirectory, Number(/PID (\d+)/.exec(output)?.[1]))
  if (!memory) throw explainFailedStart(output)
  throw new EmbeddedPostgresFailure(
    'data-directory-in-use',
    `The server of ${dataDirectory} was killed, but a query of it still runs and holds its memory. ` +
      'Start again when it has ended, end the remaining processes named postgres, or set DATABASE_URL.',
  )
}

function inUse(dataDirectory: string, pid: number): EmbeddedPostgresFailure {
  return new EmbeddedPostgresFailure(
    'data-directory-in-use',
    `The data directory ${dataDirectory} is in use by process ${pid}, which does not answer. ` +
      'End that process if it is a PostgreSQL server; if it is none, delete the file postmaster.pid there. ' +
      'Or set DATABASE_URL to another PostgreSQL server.',
  )
}

async function chooseAddress({ root }: DataHome): Promise<Address> {
  const directory = socketDirectory(root)
  const path = join(directory, `.s.PGSQL.${socketPort}`)
  // postgres.js and PostgreSQL read a comma as the border between two hosts, postgres.js a colon as that of a port.
  const usable =
    process.platform !== 'win32' && Buffer.byteLength(path) <= longestSocketPath && !/[,:]/.test(path)
  return usable
    ? { kind: 'socket', directory, port: socketPort }
    : { kind: 'tcp', port: await findFreePort() }
}

/** Somebody may take the port before the server has it; then the start is tried again with another one. */
async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a numbered port')
  return address.port
}
