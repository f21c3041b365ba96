import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ConnectionOptions } from '#db/client.ts'

/** The built product in a process of its own, which a test can kill. */
export type ServerProcess = {
  url: string
  /** SIGKILL: whatever it was doing, it does no more. */
  kill: () => Promise<void>
}

const programs = fileURLToPath(new URL('../../build/paidan/', import.meta.url))

/** A built program of the product beside the test's database. Its output must be read to the end. */
export function spawnProgram(
  name: 'index' | 'import',
  { host, port, user, password, database }: ConnectionOptions,
  { args = [], listenOn = '0' }: { args?: readonly string[]; listenOn?: string } = {},
): ChildProcess {
  return spawn(process.execPath, [`${programs}${name}.js`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: listenOn,
      LOG_LEVEL: 'error',
      // The address of a socket file cannot be written in a URL: the driver reads the rest where psql does.
      DATABASE_URL: `postgres:///${database ?? ''}`,
      PGHOST: host,
      PGPORT: port?.toString(),
      PGUSER: user,
      PGPASSWORD: password,
    },
  })
}

/** `listenOn`: the port of one that was killed, for clients that wait for it. */
export async function startServerProcess(
  connection: ConnectionOptions,
  listenOn = '0',
): Promise<ServerProcess> {
  const child = spawnProgram('index', connection, { listenOn })
  return { url: await readAddress(child), kill: () => killProcess(child) }
}

/** The program says where it listens once it does. What it says is read to the end: a closed pipe would end it. */
function readAddress({ stdout }: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk) => {
      said += String(chunk)
      const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0]
      if (address) resolve(address)
    })
    stdout?.on('end', () => reject(new Error(`the server ended before it listened: ${said}`)))
  })
}

export async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
