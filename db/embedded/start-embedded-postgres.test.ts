import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, describe, expect, it } from 'vitest'
import { findPackagedBinaries, thisPlatform } from './binaries.ts'
import { findDataHome, systemRoot } from './data-home.ts'
import { launch } from './launch.ts'
import { findPostmaster, readPostmaster, stopPostmaster } from './postmaster.ts'
import {
  canRunAsNobody,
  makeScratchRoot,
  nobody,
  runsAsRoot,
  start,
  startInAnotherProcess,
} from './scratch-installation.ts'
import { connectToRunning, type EmbeddedPostgres } from './start-embedded-postgres.ts'

const packaged = { major: 17, binaries: findPackagedBinaries(thisPlatform()) }
const system = { major: 15, binaries: '/usr/lib/postgresql/15' }
const servers = existsSync(system.binaries) ? [packaged, system] : [packaged]

const log = () => undefined
const connections: postgres.Sql[] = []

function connect(options: EmbeddedPostgres['options']): postgres.Sql {
  const sql = postgres({ ...options, onnotice: log })
  connections.push(sql)
  return sql
}

async function requirePid(dataDirectory: string): Promise<number> {
  const postmaster = await readPostmaster(dataDirectory)
  if (!postmaster) throw new Error(`no server on ${dataDirectory}`)
  return postmaster.pid
}

function launchWithoutPatience(root: string, { binaries, major }: typeof packaged) {
  const home = { root, user: runsAsRoot ? nobody : undefined }
  return launch({
    home,
    dataDirectory: join(root, `postgres-${major}`),
    binaries,
    patienceMilliseconds: 0,
    log,
  })
}

afterEach(() => Promise.all(connections.splice(0).map((sql) => sql.end({ timeout: 0 }))))

describe.each(servers)('embedded PostgreSQL $major', { timeout: 60_000 }, ({ binaries, major }) => {
  it('starts on an empty folder with the settings that keep data safe, and keeps the data over a stop', async () => {
    const dataRoot = await makeScratchRoot()
    const first = await start(dataRoot, { binaries })
    expect(first.adopted).toBe(false)
    const sql = connect(first.options)
    const names = [
      'fsync',
      'synchronous_commit',
      'server_encoding',
      'TimeZone',
      'max_connections',
      'listen_addresses',
    ]
    const settings = await sql<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name in ${sql(names)}`
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      max_connections: '100',
      listen_addresses: '',
    })
    await sql`create table note (words text)`
    await sql`insert into note values ('派单')`
    await first.stop()
    await first.stop()

    const second = await start(dataRoot, { binaries })
    expect(second.adopted).toBe(false)
    expect(await connect(second.options)`select words from note`).toEqual([{ words: '派单' }])
  })

  it('is started once by two launchers that find an empty folder at the same moment', async () => {
    const dataRoot = await makeScratchRoot()
    const both = await Promise.all([start(dataRoot, { binaries }), start(dataRoot, { binaries })])
    expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true])
    expect(both[0].options).toEqual(both[1].options)
    expect(await readdir(dataRoot)).toEqual(
      expect.not.arrayContaining([expect.stringContaining('initialising')]),
    )
  })

  it('adopts the server that a killed process left behind, and stops it', async () => {
    const dataRoot = await makeScratchRoot()
    const killed = await startInAnotherProcess({ dataRoot, binaries, afterwards: 'wait' })
    expect(killed.report).toEqual({ started: { adopted: false } })
    await killed.kill()
    const next = await start(dataRoot, { binaries })
    expect(next.adopted).toBe(true)
    expect(await connect(next.options)`select 1 as one`).toEqual([{ one: 1 }])
    await next.stop()
    expect(await readPostmaster(join(dataRoot, `postgres-${major}`))).toBeUndefined()
  })

  it('starts again after kill -9 of the server with every acknowledged row', async () => {
    const dataRoot = await makeScratchRoot()
    const first = await start(dataRoot, { binaries })
    const sql = connect(first.options)
    await sql`create table note (id int)`
    await sql`insert into note select generate_series(1, 1000)`
    // Backends in the middle of something outlive their postmaster for a moment.
    const busy = Promise.allSettled([sql`select pg_sleep(600)`, sql`select pg_sleep(600)`])
    await sql`select 1`
    process.kill(await requirePid(join(dataRoot, `postgres-${major}`)), 'SIGKILL')
    const second = await start(dataRoot, { binaries })
    expect(second.adopted).toBe(false)
    expect(await connect(second.options)`select count(*)::int from note`).toEqual([{ count: 1000 }])
    await busy
  })
})

describe('a query that goes on after its server was killed', { timeout: 60_000 }, () => {
  it('data-directory-in-use: is named, and the start succeeds when it has ended', async () => {
    const dataRoot = await makeScratchRoot()
    const directory = join(dataRoot, 'postgres-17')
    const sql = connect((await start(dataRoot)).options)
    const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    if (!backend) throw new Error('a backend has a number')
    // A backend that does not look up from its work, as in a long computation.
    process.kill(backend.pid, 'SIGSTOP')
    process.kill(await requirePid(directory), 'SIGKILL')
    await expect.poll(() => findPostmaster(directory)).toBeUndefined()
    try {
      await expect(launchWithoutPatience(dataRoot, packaged)).rejects.toMatchObject({
        name: 'data-directory-in-use',
        message: expect.stringContaining('a query of it still runs') as string,
      })
    } finally {
      process.kill(backend.pid, 'SIGCONT')
    }
    expect((await start(dataRoot)).adopted).toBe(false)
  })
})

describe('a second program', { timeout: 60_000 }, () => {
  it('connects to the running server and to nothing else', async () => {
    const dataRoot = await makeScratchRoot()
    expect(await connectToRunning(join(dataRoot, 'absent'))).toBeUndefined()
    expect(await readdir(dataRoot)).toEqual([])
    const server = await start(dataRoot)
    expect(await connectToRunning(dataRoot)).toEqual(server.options)
    await server.stop()
    expect(await connectToRunning(dataRoot)).toBeUndefined()
  })

  it('finds no server after the first one ended without stopping it', async () => {
    const dataRoot = await makeScratchRoot()
    const first = await startInAnotherProcess({ dataRoot, afterwards: 'exit' })
    await first.ended
    await expect.poll(() => connectToRunning(dataRoot), { timeout: 30_000 }).toBeUndefined()
  })
})

describe('a path that is too long for a unix socket', { timeout: 60_000 }, () => {
  it('leads to TCP on the loopback with a password, found again on adoption', async () => {
    const dataRoot = await makeScratchRoot({ below: '一个很长的文件夹名称一个很长的文件夹名称' })
    const { options } = await start(dataRoot)
    expect(options.host).toBe('127.0.0.1')
    expect(await connect(options)`select 1 as one`).toEqual([{ one: 1 }])
    await expect(connect({ ...options, password: 'guessed' })`select 1`).rejects.toMatchObject({
      code: '28P01',
    })
    expect((await stat(join(dataRoot, 'postgres-17', 'paidan-password'))).mode & 0o777).toBe(0o600)

    const second = await start(dataRoot)
    expect(second).toMatchObject({ adopted: true, options })
    expect(await connectToRunning(dataRoot)).toEqual(options)
    await second.stop()
  })
})

describe('the account of the server', { timeout: 60_000 }, () => {
  it.runIf(runsAsRoot)('is nobody when root starts it, who owns the data', async () => {
    const dataRoot = await makeScratchRoot()
    await start(dataRoot)
    const directory = join(dataRoot, 'postgres-17')
    const { uid, gid, mode } = await stat(directory)
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ ...nobody, mode: 0o700 })
    expect((await stat(`/proc/${await requirePid(directory)}`)).uid).toBe(nobody.uid)
  })

  it.runIf(runsAsRoot)('gets its data from a readable place when it cannot reach the asked one', async () => {
    const dataRoot = await makeScratchRoot({ mode: 0o700, below: 'data' })
    const lines: string[] = []
    const server = await start(dataRoot, { log: (line) => lines.push(line) })
    const { root } = await findDataHome(dataRoot)
    expect(root.startsWith(`${systemRoot}/`)).toBe(true)
    expect(lines).toContainEqual(expect.stringContaining(`data in ${root}/postgres-17`))
    expect(await connectToRunning(dataRoot)).toEqual(server.options)
    await server.stop()
  })

  it.runIf(canRunAsNobody)('is one’s own when an ordinary user starts it', async () => {
    const dataRoot = await makeScratchRoot({ mode: 0o700, owner: nobody.uid })
    const other = await startInAnotherProcess({ dataRoot, afterwards: 'wait' }, nobody.uid)
    expect(other.report).toEqual({ started: { adopted: false } })
  })

  it.runIf(canRunAsNobody)('must be known to the system', async () => {
    const unknown = 54321
    const dataRoot = await makeScratchRoot({ owner: unknown })
    const other = await startInAnotherProcess({ dataRoot, afterwards: 'exit' }, unknown)
    expect(other.report).toMatchObject({
      failed: {
        name: 'user-without-passwd-entry',
        message: expect.stringContaining('DATABASE_URL') as string,
      },
    })
    await other.ended
  })
})

describe('a start that cannot succeed says why', { timeout: 60_000 }, () => {
  it('other-major-version: data of another PostgreSQL', async () => {
    const dataRoot = await makeScratchRoot()
    await mkdir(join(dataRoot, 'postgres-15'))
    await writeFile(join(dataRoot, 'postgres-15', 'PG_VERSION'), '15\n')
    await expect(start(dataRoot)).rejects.toMatchObject({
      name: 'other-major-version',
      message: expect.stringMatching(
        /made by PostgreSQL 15, and this is 17: export .* DATABASE_URL/,
      ) as string,
    })
  })

  it('server-did-not-start: with the last lines of the server', async () => {
    const dataRoot = await makeScratchRoot()
    await (await start(dataRoot)).stop()
    await writeFile(join(dataRoot, 'postgres-17', 'postgresql.conf'), 'no_such_setting = 1\n')
    await expect(start(dataRoot)).rejects.toMatchObject({
      name: 'server-did-not-start',
      message: expect.stringMatching(
        /DATABASE_URL[^]*unrecognized configuration parameter "no_such_setting"/,
      ) as string,
    })
  })

  it.runIf(canRunAsNobody)('server-did-not-start: data of another account', async () => {
    const dataRoot = await makeScratchRoot()
    await (await start(dataRoot)).stop()
    await chown(join(dataRoot, 'postgres-17'), 0, 0)
    const other = await startInAnotherProcess({ dataRoot, afterwards: 'exit' }, nobody.uid)
    expect(other.report).toMatchObject({
      failed: {
        name: 'server-did-not-start',
        message: expect.stringContaining(`permission denied, open '${dataRoot}`) as string,
      },
    })
    await other.ended
  })

  it('server-did-not-start: a folder that is no data directory', async () => {
    const dataRoot = await makeScratchRoot()
    await mkdir(join(dataRoot, 'postgres-17'))
    await writeFile(join(dataRoot, 'postgres-17', 'letter.txt'), 'hello')
    await expect(start(dataRoot)).rejects.toMatchObject({
      name: 'server-did-not-start',
      message: expect.stringContaining('PG_VERSION') as string,
    })
  })

  it('data-directory-in-use and server-did-not-stop: a server that is frozen, and is used again when it thaws', async () => {
    const dataRoot = await makeScratchRoot()
    const directory = join(dataRoot, 'postgres-17')
    await start(dataRoot)
    const pid = await requirePid(directory)
    process.kill(pid, 'SIGSTOP')
    await expect(launchWithoutPatience(dataRoot, packaged)).rejects.toMatchObject({
      name: 'data-directory-in-use',
      message: expect.stringContaining(`process ${pid}`) as string,
    })
    process.kill(pid, 'SIGCONT')
    expect((await start(dataRoot)).adopted).toBe(true)
    process.kill(pid, 'SIGSTOP')
    const stop = { pid, binaries: packaged.binaries, patienceMilliseconds: 0 }
    await expect(stopPostmaster(directory, stop)).rejects.toMatchObject({ name: 'server-did-not-stop' })
  })

  it('data-directory-in-use: the number of a dead server now belongs to another program of the same account', async () => {
    const dataRoot = await makeScratchRoot()
    const directory = join(dataRoot, 'postgres-17')
    await (await start(dataRoot)).stop()
    const other = spawn('sleep', ['infinity'], runsAsRoot ? nobody : {})
    try {
      await writeFile(
        join(directory, 'postmaster.pid'),
        `${other.pid ?? 0}\n${directory}\n1\n5432\n/nowhere\n\n`,
      )
      await chmod(join(directory, 'postmaster.pid'), 0o644)
      await expect(launchWithoutPatience(dataRoot, packaged)).rejects.toMatchObject({
        name: 'data-directory-in-use',
        message: expect.stringMatching(
          new RegExp(`process ${other.pid ?? 0}.*delete the file postmaster.pid`),
        ) as string,
      })
    } finally {
      other.kill()
    }
    expect((await start(dataRoot)).adopted).toBe(false)
  })
})
