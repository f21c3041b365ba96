import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { bounded, figure, type BenchReport } from './harness/report.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const warmStarts = 5
const giveUpAfterMs = 300_000

/** Seconds since `npm start` was typed. Those that did not happen are undefined. */
type Started = {
  installing: number | undefined
  building: number | undefined
  database: number | undefined
  listening: number
  healthy: number
  signInPage: number
}

/** `npm start` on a fresh clone of what is committed here, with the packages in npm's cache; then again and again. */
export async function benchStart(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'paidan-start-'))
  // Where root runs this, the data stay in the clone only if the server's user can reach it.
  chmodSync(folder, 0o755)
  try {
    fillPackageCache(join(folder, 'cache'))
    const clone = join(folder, 'clone')
    execFileSync('git', ['clone', '--quiet', checkout, clone])
    const cold = await start(clone)
    const warm: Started[] = []
    for (let run = 0; run < warmStarts; run += 1) warm.push(await start(clone))
    const of = (what: 'listening' | 'healthy' | 'signInPage') => warm.map((one) => one[what])
    const seconds = (value: number) => figure('s', [value])
    const { installing = 0, building = 0, database = 0 } = cold
    const ratios = {
      'cold, until the sign-in page': bounded(seconds(cold.signInPage), { atMost: 60 }),
      'again, until it listens': bounded(figure('s', of('listening')), { atMost: 3 }),
    }
    return {
      name: 'start',
      results: {
        'cold: packages installed': seconds(building - installing),
        'cold: built, PostgreSQL started': seconds(database - building),
        'cold: migrated, demo city made, listening': seconds(cold.listening - database),
        'cold: healthy': seconds(cold.healthy),
        'cold: sign-in page': seconds(cold.signInPage),
        'again: listening': figure('s', of('listening')),
        'again: healthy': figure('s', of('healthy')),
        'again: sign-in page': figure('s', of('signInPage')),
      },
      ratios,
      remarks: ['these are seconds on the clock: whatever else the machine does is in them'],
      ok: Object.values(ratios).every(({ holds }) => holds),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function fillPackageCache(folder: string) {
  mkdirSync(folder)
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(checkout, file), join(folder, file))
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell: npm.endsWith('.cmd'),
    stdio: 'ignore',
  })
  rmSync(folder, { recursive: true })
}

async function start(clone: string): Promise<Started> {
  const startedAt = performance.now()
  const sinceStart = () => (performance.now() - startedAt) / 1_000
  const child = spawn(npm, ['start'], {
    cwd: clone,
    env: { ...withoutSettings(process.env), PORT: '0', NODE_ENV: 'production' },
    shell: npm.endsWith('.cmd'),
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, which Ctrl-C reaches as a whole.
    detached: true,
  })
  try {
    const seen: Record<'installing' | 'building' | 'database', number | undefined> = {
      installing: undefined,
      building: undefined,
      database: undefined,
    }
    const url = await Promise.race([
      findUrl(child, (line) => {
        if (line.startsWith('Installing packages')) seen.installing = sinceStart()
        if (line.startsWith('Building')) seen.building = sinceStart()
        if (line.includes('Started PostgreSQL')) seen.database = sinceStart()
      }),
      once(child, 'exit').then(() => Promise.reject(new Error('npm start ended before it listened'))),
      pause(giveUpAfterMs).then(() => Promise.reject(new Error('npm start does not listen'))),
    ])
    const listening = sinceStart()
    await untilOk(`${url}/healthz`)
    const healthy = sinceStart()
    await untilOk(`${url}/login`)
    return { ...seen, listening, healthy, signInPage: sinceStart() }
  } finally {
    await interrupt(child)
  }
}

/** What the caller's shell has set is no part of a first start. */
function withoutSettings(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const isSetting = (name: string) =>
    /^(PORT|HOST|DATABASE_URL|REDIS_URL|LOG_LEVEL|NODE_ENV|PAIDAN_.*)$/.test(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSetting(name)))
}

function findUrl({ stdout }: ChildProcess, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve) => {
    if (!stdout) return
    createInterface(stdout).on('line', (line) => {
      onLine(line)
      const [, url] = /Paidan 派单\s+(http\S+)/.exec(line) ?? []
      if (url) resolve(url)
    })
  })
}

async function untilOk(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    await pause(20)
  }
}

/** As Ctrl-C does; the next start must not find the database still running. */
async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGINT')
  await exited
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
