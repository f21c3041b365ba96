import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { hasCode } from './failure.ts'

/** The account under which the server runs; undefined: the account of this process. */
export type ServerUser = { uid: number; gid: number } | undefined

/** Where the data of one installation lies, and who runs its server. */
export type DataHome = { root: string; user: ServerUser }

/** Root's own readable place, for what the server's user cannot reach elsewhere. */
export const systemRoot = '/var/lib/paidan'

/**
 * PostgreSQL refuses to run as root. `nobody` exists everywhere, so nothing is created on the machine; no account
 * is looked up by name, because one called `postgres` may belong to another server. The price: every other process
 * that runs as nobody can read the data. An operator who wants a dedicated account gives it the data directory.
 */
const nobody = { uid: 65534, gid: 65534 }

const dataDirectoryName = /^postgres-(\d+)$/

/**
 * Finds the home for an asked data root; changes nothing on disk.
 * Root asks for a folder that the server's user cannot enter (for example below /root): then the data goes into a
 * folder of its own below `system`, always the same one for the same data root.
 */
export async function findDataHome(askedRoot: string, system = systemRoot): Promise<DataHome> {
  const root = resolve(askedRoot)
  if (process.getuid?.() !== 0) return { root, user: undefined }
  const user = await ownerOfData(root)
  if (await canReach(root, user)) return { root, user }
  const moved = join(system, createHash('sha256').update(root).digest('hex').slice(0, 12))
  return { root: moved, user: await ownerOfData(moved) }
}

/** Makes the folders of a home, with rights such that the server's user can pass through. */
export async function makeDataHome({ root, user }: DataHome): Promise<void> {
  await makeFolder(root)
  const socket = socketDirectory(root)
  await mkdir(socket, { recursive: true, mode: 0o700 })
  if (user) await chown(socket, user.uid, user.gid)
}

/** Makes a folder and its missing parents readable for everyone, whatever the umask says. */
export async function makeFolder(path: string): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true })
  if (firstMade === undefined || process.getuid?.() !== 0) return
  for (let made = path; made.length >= firstMade.length; made = dirname(made)) await chmod(made, 0o755)
}

export function socketDirectory(root: string): string {
  return join(root, 'socket')
}

/** The name carries the major version: two majors cannot read each other's files. */
export function dataDirectoryOf(root: string, major: number): string {
  return join(root, `postgres-${major}`)
}

/** The data directories in a data root, highest version first. */
export async function listDataDirectories(root: string): Promise<string[]> {
  const names = await readdir(root).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return []
    throw error
  })
  return names
    .flatMap((name) => dataDirectoryName.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(b) - Number(a))
    .map((major) => dataDirectoryOf(root, Number(major)))
}

async function ownerOfData(root: string): Promise<{ uid: number; gid: number }> {
  for (const directory of await listDataDirectories(root)) {
    const { uid, gid } = await stat(directory)
    if (uid !== 0) return { uid, gid }
  }
  return nobody
}

/**
 * Whether this user may pass through every folder of a path and read what lies at its end, judged by the permission
 * bits. Parts that do not exist yet will be made by us and count as open.
 */
export async function canReach(path: string, user: ServerUser): Promise<boolean> {
  if (!user) return true
  for (let part = await realpathOfExisting(path), end = true; ; part = dirname(part), end = false) {
    const { uid, gid, mode } = await stat(part)
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode
    const needed = end ? 0b101 : 0b001
    if ((bits & needed) !== needed) return false
    if (part === dirname(part)) return true
  }
}

async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    return realpathOfExisting(dirname(path))
  }
}
