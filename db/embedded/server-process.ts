import { spawn } from 'node:child_process'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataHome } from './data-home.ts'
import type { Address } from './postmaster.ts'
import { programEnvironment } from './programs.ts'

type ServerProcess = {
  pid: number | undefined
  isGone(): boolean
  gone: Promise<void>
  /** What it has written to the log since it was spawned. */
  readOutput(): Promise<string>
  /** Ends it at once, for a server that nobody has used yet. */
  abandon(): Promise<void>
}

const logSizeLimit = 16 * 1024 * 1024

/** Spawns a server that outlives us unless it is stopped. It writes to postgres.log in the data root. */
export async function spawnServer(
  binaries: string,
  { home, dataDirectory, address }: { home: DataHome; dataDirectory: string; address: Address },
): Promise<ServerProcess> {
  const logFile = join(home.root, 'postgres.log')
  const { log, start } = await openLog(logFile)
  const child = spawn(join(binaries, 'bin', 'postgres'), serverArguments(dataDirectory, address), {
    ...home.user,
    cwd: '/',
    env: programEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
    // A session of its own: Ctrl-C reaches the application only, which then decides in what order things stop.
    detached: true,
    windowsHide: true,
  })
  let isGone = false
  let problem = ''
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      problem = error.message
      isGone = true
      resolve()
    })
    child.once('exit', () => {
      isGone = true
      resolve()
    })
  })
  child.unref()
  await log.close()
  return {
    pid: child.pid,
    isGone: () => isGone,
    gone,
    async readOutput() {
      const output = await readFile(logFile)
      return `${output.subarray(start).toString('utf8')}${problem}`
    },
    async abandon() {
      child.ref()
      child.kill('SIGQUIT')
      await gone
    },
  }
}

/** Opens the log for appending; a long one is set aside first, and the one set aside before is lost. */
async function openLog(path: string) {
  const log = await open(path, 'a', 0o600)
  const { size } = await log.stat()
  if (size < logSizeLimit) return { log, start: size }
  await log.close()
  await rename(path, `${path}.1`)
  return { log: await open(path, 'a', 0o600), start: 0 }
}

function serverArguments(dataDirectory: string, address: Address): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: address.kind === 'tcp' ? '127.0.0.1' : '',
    port: address.port,
    unix_socket_directories: address.kind === 'socket' ? address.directory : '',
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // One line each five minutes for years would be all that is in the log.
    log_checkpoints: 'off',
  }
  return [
    '-D',
    dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}
