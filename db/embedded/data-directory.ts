import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { passwordFile, superuser } from './connection.ts'
import { dataDirectoryOf, listDataDirectories, type DataHome } from './data-home.ts'
import { EmbeddedPostgresFailure, hasCode } from './failure.ts'
import { explainFailedStart, runProgram } from './programs.ts'

/** Answers the data directory for this major, made if need be. Refuses data that only another major can read. */
export async function requireDataDirectory(
  home: DataHome,
  { binaries, major, log }: { binaries: string; major: number; log: (line: string) => void },
): Promise<string> {
  const directory = dataDirectoryOf(home.root, major)
  const present = await listDataDirectories(home.root)
  const [newest] = present
  if (newest === undefined) {
    await initialise(directory, home, binaries)
    log(`Made a new PostgreSQL ${major} data directory in ${directory}.`)
    return directory
  }
  const source = present.includes(directory) ? directory : newest
  const writtenBy = await readMajor(source)
  if (writtenBy === major) return directory
  throw new EmbeddedPostgresFailure(
    'other-major-version',
    `The data directory ${source} was made by PostgreSQL ${writtenBy}, and this is ${major}: export the data with the ` +
      'Paidan version that made it, move the directory away and import into the new one, ' +
      'or set DATABASE_URL to a server that holds the data.',
  )
}

async function readMajor(directory: string): Promise<number> {
  try {
    return Number.parseInt(await readFile(join(directory, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    throw new EmbeddedPostgresFailure(
      'server-did-not-start',
      `${directory} is no PostgreSQL data directory (it has no PG_VERSION). Move it away, or set DATABASE_URL.`,
    )
  }
}

/**
 * Works under a name of its own and renames at the end: of two processes that start at once the first one wins, and
 * a half-made directory is never taken for a whole one.
 */
async function initialise(directory: string, { root, user }: DataHome, binaries: string): Promise<void> {
  const unfinished = join(root, `.initialising-${randomUUID()}`)
  const password = `${unfinished}.password`
  try {
    await mkdir(unfinished, { mode: 0o700 })
    // Only for connections by TCP; the right password is made now, as a start may need it after a move of the folder.
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (user) {
      await chown(unfinished, user.uid, user.gid)
      await chown(password, user.uid, user.gid)
    }
    const made = await runProgram(
      join(binaries, 'bin', 'initdb'),
      [
        `--pgdata=${unfinished}`,
        `--username=${superuser}`,
        `--pwfile=${password}`,
        '--auth-local=trust',
        '--auth-host=scram-sha-256',
        '--encoding=UTF8',
        // Sorts by code point, the same everywhere. Only Linux has the name that also knows letters beyond ASCII.
        `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
      ],
      user,
    )
    if (!made.ok) throw explainFailedStart(made.output)
    await rename(password, passwordFile(unfinished))
    await chmod(unfinished, 0o700)
    await rename(unfinished, directory)
  } catch (error) {
    if (!(hasCode(error, 'ENOTEMPTY', 'EEXIST') && existsSync(join(directory, 'PG_VERSION')))) throw error
  } finally {
    await rm(unfinished, { recursive: true, force: true })
    await rm(password, { force: true })
  }
}
