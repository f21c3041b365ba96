import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { ServerUser } from './data-home.ts'
import { EmbeddedPostgresFailure } from './failure.ts'

/**
 * What PostgreSQL's programs get to see of our environment: no secrets of the application (another process of the
 * server's account could read them), no PG… variables, and English messages, as we look for words in them.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV, PATH, SystemRoot, TEMP } = process.env
  return { NODE_ENV, PATH, SystemRoot, TEMP, LC_ALL: 'C' }
}

/** Runs a program of PostgreSQL to its end. */
export async function runProgram(
  program: string,
  args: string[],
  user: ServerUser,
): Promise<{ ok: boolean; output: string }> {
  const child = spawn(program, args, {
    ...user,
    // The server's account may not be able to enter the folder in which we run.
    cwd: '/',
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  try {
    const [[exitCode], out, errors] = await Promise.all([
      once(child, 'close') as Promise<[number | null]>,
      text(child.stdout),
      text(child.stderr),
    ])
    return { ok: exitCode === 0, output: `${out}${errors}`.trim() }
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) }
  }
}

/** The major version of these binaries. */
export async function readMajorVersion(postgres: string, user: ServerUser): Promise<number> {
  const { ok, output } = await runProgram(postgres, ['--version'], user)
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (!ok || major === undefined) throw explainFailedStart(output)
  return Number(major)
}

/** Gives the failure its name from what the program printed. */
export function explainFailedStart(output: string): EmbeddedPostgresFailure {
  if (output.includes('could not look up effective user ID')) {
    return new EmbeddedPostgresFailure(
      'user-without-passwd-entry',
      `PostgreSQL cannot run as a user without a passwd entry (uid ${process.getuid?.() ?? 'unknown'} started Paidan). ` +
        'Run Paidan as a user that the system knows by name, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
  const lines = output.trim().split('\n').slice(-8).join('\n')
  return new EmbeddedPostgresFailure(
    'server-did-not-start',
    `The embedded PostgreSQL did not start. Repair what it says here, or set DATABASE_URL to a PostgreSQL server.\n${lines}`,
  )
}
