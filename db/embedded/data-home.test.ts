import { chown, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findDataHome, makeDataHome } from './data-home.ts'
import { makeScratchRoot, nobody, runsAsRoot } from './scratch-installation.ts'

describe.runIf(runsAsRoot)('the home of the data, for root', () => {
  it('is the asked folder when nobody can pass through to it, whatever the umask', async () => {
    const asked = join(await makeScratchRoot(), 'a', 'b')
    const home = await findDataHome(asked)
    expect(home).toEqual({ root: asked, user: nobody })
    const umask = process.umask(0o077)
    try {
      await makeDataHome(home)
    } finally {
      process.umask(umask)
    }
    expect((await stat(join(asked, '..'))).mode & 0o777).toBe(0o755)
    expect(await findDataHome(asked)).toEqual(home)
  })

  it('is a folder of its own in the system’s place for each asked one that is closed', async () => {
    const closed = await makeScratchRoot({ mode: 0o700 })
    const system = await makeScratchRoot()
    const [one, two, again] = await Promise.all(
      ['one', 'two', 'one'].map((name) => findDataHome(join(closed, name), system)),
    )
    expect(one?.root.startsWith(`${system}/`)).toBe(true)
    expect(one).toEqual(again)
    expect(one?.root).not.toBe(two?.root)
  })

  it('keeps the account that owns the data already', async () => {
    const root = await makeScratchRoot()
    await mkdir(join(root, 'postgres-17'))
    await chown(join(root, 'postgres-17'), 1234, 4321)
    expect((await findDataHome(root)).user).toEqual({ uid: 1234, gid: 4321 })
  })
})
