// @ts-check
// What must be there before anything of Paidan can run. Plain Node, because on a fresh clone nothing else is there yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Ends the process when Node is too old, installs when the lock file is newer than what is installed, builds when a source has changed.
 *
 * @param {{ forTests?: boolean }} [options] what only tests, linters and benchmarks need is a third of all packages, and waits
 *   until somebody wants it
 */
export function prepare({ forTests = false } = {}) {
  requireNode()
  installPackages(forTests)
  build()
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Paidan needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** @param {boolean} forTests */
function installPackages(forTests) {
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules/.package-lock.json')
  const isFresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs
  const hasDevelopment = existsSync(join(root, 'node_modules/vitest'))
  if (isFresh && (hasDevelopment || !forTests)) return
  console.log('Installing packages …')
  // Said in words: a NODE_ENV of production would leave out what the tests need. What was there once, stays.
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
    'ci',
    forTests || hasDevelopment ? '--include=dev' : '--omit=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
}

function build() {
  const stamp = join(root, 'build/.sources')
  const sources = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('Building …')
  // A build that is broken off in the middle is of no sources at all.
  rmSync(stamp, { force: true })
  run(process.execPath, ['server/build.mjs'])
  writeFileSync(stamp, sources)
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: command.endsWith('.cmd'),
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** A hash over the contents of everything that goes into the build: about 400 small files, read in 30 ms. */
function hashSources() {
  const hash = createHash('sha256')
  for (const name of ['package-lock.json', 'package.json', 'remix.config.js', 'vite.config.ts'])
    hash.update(readFileSync(join(root, name)))
  for (const folder of ['app', 'db', 'geo', 'public', 'realtime', 'server'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        hash.update(relative(root, path)).update(readFileSync(path))
    }
  return hash.digest('hex')
}
