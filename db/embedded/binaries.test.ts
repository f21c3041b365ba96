import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findPackagedBinaries, prepareBinaries, thisPlatform } from './binaries.ts'
import { EmbeddedPostgresFailure } from './failure.ts'
import { readMajorVersion } from './programs.ts'
import {
  canRunAsNobody,
  makeScratchRoot,
  nobody,
  runsAsRoot,
  startInAnotherProcess,
} from './scratch-installation.ts'

const packaged = findPackagedBinaries(thisPlatform())
const user = runsAsRoot ? nobody : undefined
const log = () => undefined

/** A package as npm leaves it when install scripts are not run. */
async function copyPackageWithoutLinks(folder: string): Promise<string> {
  const native = join(folder, 'native')
  await cp(packaged, native, { recursive: true, verbatimSymlinks: true })
  const links = z
    .array(z.object({ target: z.string() }))
    .parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  for (const { target } of links) await rm(join(folder, target), { force: true })
  return native
}

describe('the package for a platform', () => {
  it.each([
    ['freebsd', 'x64', undefined, 'no-package-for-platform'],
    ['linux', 'riscv64', '2.36', 'no-package-for-platform'],
    ['linux', 'x64', undefined, 'musl-libc'],
  ])('is refused by name on %s-%s with glibc %s', (platform, arch, glibcVersion, name) => {
    const find = () => findPackagedBinaries({ platform, arch, glibcVersion })
    expect(find).toThrow(EmbeddedPostgresFailure)
    expect(find).toThrow(/DATABASE_URL/)
    expect(find).toThrow(expect.objectContaining({ name }) as Error)
  })

  it('is refused with advice where npm left it out', () => {
    const other = process.platform === 'darwin' ? 'linux' : 'darwin'
    expect(() => findPackagedBinaries({ platform: other, arch: 'x64', glibcVersion: '2.36' })).toThrow(
      /npm install without --omit=optional/,
    )
  })
})

describe('binaries that cannot run as they are', { timeout: 60_000 }, () => {
  it('get the missing links of their libraries', async () => {
    const folder = await makeScratchRoot()
    const native = await copyPackageWithoutLinks(folder)
    const prepared = await prepareBinaries(native, { user, copyRoot: join(folder, 'copies'), log })
    expect(prepared).toBe(native)
    expect(await readMajorVersion(join(prepared, 'bin', 'postgres'), user)).toBe(17)
    expect(existsSync(join(folder, 'copies'))).toBe(false)
  })

  it.runIf(runsAsRoot)('are copied once when the server’s account cannot read them', async () => {
    const hidden = await makeScratchRoot({ mode: 0o700 })
    const native = await copyPackageWithoutLinks(hidden)
    for (const part of ['bin/postgres', 'lib', 'share']) await chmod(join(native, part), 0o700)
    const copyRoot = await makeScratchRoot()
    const lines: string[] = []
    const prepare = () => prepareBinaries(native, { user, copyRoot, log: (line) => lines.push(line) })
    const [first, second] = await Promise.all([prepare(), prepare()])
    expect(first).toBe(second)
    expect(await readdir(copyRoot)).toHaveLength(1)
    expect(await readMajorVersion(join(first, 'bin', 'postgres'), user)).toBe(17)
    lines.length = 0
    expect(await prepare()).toBe(first)
    expect(lines).toEqual([])
  })

  it.runIf(canRunAsNobody)(
    'are copied into the data root when an ordinary user may not add the links',
    async () => {
      const native = await copyPackageWithoutLinks(await makeScratchRoot())
      const dataRoot = await makeScratchRoot({ owner: nobody.uid, below: 'data' })
      const other = await startInAnotherProcess(
        { dataRoot, binaries: native, afterwards: 'exit' },
        nobody.uid,
      )
      expect(other.report).toEqual({ started: { adopted: false } })
      await other.ended
      expect(await readdir(dataRoot)).toContainEqual(expect.stringMatching(/^binaries-/))
    },
  )

  it('of the system are taken as they are', async () => {
    const folder = await makeScratchRoot()
    await mkdir(join(folder, 'bin'))
    expect(await prepareBinaries(folder, { user, copyRoot: folder, log })).toBe(folder)
  })
})
