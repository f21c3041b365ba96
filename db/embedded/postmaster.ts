import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedPostgresFailure, hasCode } from './failure.ts'

/** Where a server listens: on a unix socket in a folder, or on 127.0.0.1. */
export type Address = { kind: 'socket'; directory: string; port: number } | { kind: 'tcp'; port: number }

/** What postmaster.pid says. The address is missing in the first moments of a start. */
type Postmaster = { pid: number; address: Address | undefined }

/** How often we look again while something starts or stops. */
export const pollMilliseconds = 20

export async function readPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return ''
    throw error
  })
  // Lines: pid, data directory, start time, port, socket directory, listen address, shared memory key, status.
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const port = Number(lines[3])
  const directory = lines[4]
  if (directory) return { pid, address: { kind: 'socket', directory, port } }
  if (lines[5]) return { pid, address: { kind: 'tcp', port } }
  return { pid, address: undefined }
}

/**
 * The server that holds a data directory. A number in postmaster.pid that meanwhile belongs to another program is no
 * server: PostgreSQL itself decides then whether it may start.
 */
export async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(dataDirectory)
  if (!postmaster || !isAlive(postmaster.pid)) return undefined
  return (await isAnotherProgram(postmaster.pid)) ? undefined : postmaster
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: then it lives, under another account.
    return hasCode(error, 'EPERM')
  }
}

/** Known on Linux only; elsewhere the number is taken at its word. */
async function isAnotherProgram(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() !== 'postgres'
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return true
    throw error
  }
}

/** Asks for a fast shutdown: open transactions are rolled back, everything committed is written out. */
export function requestStop(pid: number, binaries: string): void {
  if (process.platform === 'win32') {
    // There are no signals on Windows; pg_ctl knows PostgreSQL's replacement for them.
    spawnSync(join(binaries, 'bin', 'pg_ctl'), ['kill', 'INT', String(pid)], { windowsHide: true })
    return
  }
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error
  }
}

/** Stops a server and returns when it is gone. Does nothing when it is gone already. */
export async function stopPostmaster(
  dataDirectory: string,
  { pid, binaries, patienceMilliseconds }: { pid: number; binaries: string; patienceMilliseconds: number },
): Promise<void> {
  // Its last act is to remove postmaster.pid, so this also ends where an orphan's number outlives it as a zombie.
  const isThere = async () => (await findPostmaster(dataDirectory))?.pid === pid
  if (!(await isThere())) return
  requestStop(pid, binaries)
  const deadline = performance.now() + patienceMilliseconds
  while (await isThere()) {
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresFailure(
        'server-did-not-stop',
        `PostgreSQL (process ${pid}) did not stop within ${Math.round(patienceMilliseconds / 1000)} s. ` +
          'It keeps running, and the next start will use it again.',
      )
    }
    await pause(pollMilliseconds)
  }
}
