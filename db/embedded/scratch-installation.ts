import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach } from 'vitest'
import { canReach, findDataHome, listDataDirectories, systemRoot } from './data-home.ts'
import { hasCode } from './failure.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres.ts'

const projectRoot = resolve(import.meta.dirname, '../..')

export const nobody = { uid: 65534, gid: 65534 }
export const runsAsRoot = process.getuid?.() === 0

/** Whether a program of ours can run as nobody: only root can start one, and nobody must be able to read us. */
export const canRunAsNobody =
  runsAsRoot && (await canReach(projectRoot, nobody)) && (await canReach(process.execPath, nobody))

const folders: { folder: string; dataRoot: string }[] = []
const servers: EmbeddedPostgres[] = []
const kills: (() => Promise<void>)[] = []

/**
 * A data root for one test: an empty folder, or a path below it that does not exist yet. Afterwards the server on it
 * is stopped and everything removed.
 */
export async function makeScratchRoot({
  mode = 0o755,
  owner = process.getuid?.() ?? 0,
  below = '.',
} = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paidan-embedded-'))
  await chmod(folder, mode)
  if (runsAsRoot) await chown(folder, owner, owner)
  const dataRoot = join(folder, below)
  folders.push({ folder, dataRoot })
  return dataRoot
}

/** Starts the database; it is stopped after the test. */
export async function start(
  dataRoot: string,
  { binaries, log = () => undefined }: { binaries?: string; log?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataRoot,
    log,
    ...(binaries === undefined ? {} : { binaries }),
  })
  servers.push(server)
  return server
}

afterEach(async () => {
  for (const kill of kills.splice(0)) await kill()
  for (const { folder, dataRoot } of folders.splice(0)) {
    const home = await findDataHome(dataRoot)
    for (const dataDirectory of await listDataDirectories(home.root)) {
      const pid = (await findPostmaster(dataDirectory))?.pid
      if (pid === undefined) continue
      // A test may have frozen it.
      process.kill(pid, 'SIGCONT')
      await stopPostmaster(dataDirectory, { pid, binaries: '', patienceMilliseconds: 30_000 })
    }
    await rm(folder, { recursive: true, force: true })
    await rm(home.root, { recursive: true, force: true })
  }
  for (const server of servers.splice(0)) await server.stop()
  await rmdir(systemRoot).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT', 'ENOTEMPTY', 'EACCES', 'EPERM')) throw error
  })
})

/** What a separate Node process says after it tried to start the database; it then waits until it is killed. */
type Report = { started: { adopted: boolean } } | { failed: { name: string; message: string } }

/** Starts the database from another Node process, as another user if asked. */
export async function startInAnotherProcess(
  input: { dataRoot: string; binaries?: string; afterwards: 'wait' | 'exit' },
  uid?: number,
) {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'start-embedded-postgres.ts'))})
    const { afterwards, ...options } = ${JSON.stringify(input)}
    const report = await startEmbeddedPostgres({ ...options, log: () => {} }).then(
      ({ adopted }) => ({ started: { adopted } }),
      ({ name, message }) => ({ failed: { name, message } }),
    )
    console.log(JSON.stringify(report))
    if (afterwards === 'wait') setInterval(() => {}, 1e6)
    else process.exit()`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group, as a terminal would have it.
    detached: true,
  })
  const ended = once(child, 'exit')
  /** kill -9 for the process and everything in its group. */
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  kills.push(kill)
  const errors = text(child.stderr)
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    ended.then(() => undefined),
  ])
  if (!line) throw new Error(await errors)
  return { report: JSON.parse(line[0]) as Report, ended, kill }
}
