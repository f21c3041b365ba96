// @ts-check
// The one command: installs when the lock file is newer than what is installed, builds when a source has changed, starts.
// `node server/start.mjs [index|import|replay] [arguments]`; plain Node, because nothing else is there yet on a fresh clone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Paidan needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const lock = join(root, 'package-lock.json')
const installed = join(root, 'node_modules/.package-lock.json')
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.log('Installing packages …')
  // Build tools are development dependencies; a NODE_ENV of production would leave them out.
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
}

const stamp = join(root, 'build/.sources')
const sources = hashSources()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  console.log('Building …')
  run(process.execPath, ['server/build.mjs'])
  writeFileSync(stamp, sources)
}

process.env['NODE_ENV'] = 'production'
const [program = 'index', ...rest] = process.argv.slice(2)
process.argv.splice(1, Infinity, `paidan ${program}`, ...rest)
await import(pathToFileURL(join(root, 'build/paidan', `${program}.js`)).href)

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
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
      // public/geo is made by the build.
      if (
        entry.isFile() &&
        !/\.test\.tsx?$/.test(entry.name) &&
        !entry.parentPath.endsWith(join('public', 'geo'))
      )
        hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
  return hash.digest('hex')
}
