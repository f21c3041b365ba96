// @ts-check
// All tests, with everything that they need: `npm test`, or `npm test -- PATH` for some of them (arguments go to Vitest).
// First all of them on the embedded PostgreSQL, then those that use a database again on the machine's own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { prepare, root } from '../server/prepare.mjs'

const oldestPostgres = 15
const systemPostgres = '/usr/lib/postgresql'

prepare({ forTests: true })
const chromium = findOrInstall({
  what: 'Chromium',
  find: findChromium,
  packages: ['chromium', 'fonts-noto-cjk'],
  advice: 'install Chromium or Chrome, or say in PAIDAN_CHROMIUM where it is',
})
findOrInstall({
  what: 'redis-server',
  find: () => findOnPath(['redis-server']),
  packages: ['redis-server'],
  advice: 'install Redis so that redis-server is on the PATH',
})

const results = join(root, 'tests/results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

/** @typedef {{ passed: number, failed: number, isGreen: boolean, failures: readonly string[] }} Run */

/** @type {Run[]} */
const runs = [test('the embedded PostgreSQL', 'embedded', {}, [])]
const machine = findPostgres()
if (machine)
  runs.push(
    test(
      `PostgreSQL ${machine.major} of this machine`,
      `postgresql-${machine.major}`,
      { PAIDAN_TEST_POSTGRES: machine.folder },
      [
        // What knows no database, or only the embedded one, has been tested above.
        ...[
          'app',
          'db/embedded',
          'geo',
          'realtime',
          'server/auth',
          'server/domain',
          'server/travel',
          'tests/e2e',
        ].map((folder) => `--exclude=${folder}/**`),
        '--passWithNoTests',
      ],
    ),
  )
else {
  console.log(
    `\nNo PostgreSQL ${oldestPostgres} or newer below ${systemPostgres}: the tests ran on the embedded one only.`,
  )
  if (process.env['CI'] === 'true') runs.push({ passed: 0, failed: 1, isGreen: false, failures: [] })
}

const passed = runs.reduce((sum, run) => sum + run.passed, 0)
const failed = runs.reduce((sum, run) => sum + run.failed, 0)
// Once more at the end, where whoever looks at a long output begins to read.
for (const failure of runs.flatMap(({ failures }) => failures)) console.log(`\n${failure}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(runs.every(({ isGreen }) => isGreen) ? 0 : 1)

/**
 * @param {string} server @param {string} name of the file with the results
 * @param {Record<string, string>} env @param {readonly string[]} options of Vitest
 * @returns {Run}
 */
function test(server, name, env, options) {
  console.log(`\nTests on ${server}`)
  const file = join(results, `${name}.json`)
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...options,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env, PAIDAN_CHROMIUM: chromium } },
  )
  const { passed, failed, failures } = readReport(file)
  // An error outside of any test fails the run without failing a test.
  return { passed, failed: status === 0 ? failed : Math.max(1, failed), isGreen: status === 0, failures }
}

/**
 * What Vitest's JSON reporter writes, as far as it is read here.
 *
 * @typedef {{
 *   numPassedTests: number, numFailedTests: number, numFailedTestSuites: number,
 *   testResults: { name: string, status: string, message: string,
 *     assertionResults: { fullName: string, status: string, failureMessages: string[] | null }[] }[]
 * }} Report
 */

/** @param {string} file */
function readReport(file) {
  // Vitest writes none when it could not even begin.
  if (!existsSync(file)) return { passed: 0, failed: 1, failures: [] }
  /** @type {unknown} */
  const parsed = JSON.parse(readFileSync(file, 'utf8'))
  const report = /** @type {Report} */ (parsed)
  // A file that cannot be loaded has no failed test, only a failed suite.
  const failed = report.numFailedTests || report.numFailedTestSuites
  return { passed: report.numPassedTests, failed, failures: listFailures(report) }
}

/** @param {Report} report */
function listFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`FAILED ${file}\n${message}`] : []
    return failed.map(
      ({ fullName, failureMessages }) => `FAILED ${file}: ${fullName}\n${(failureMessages ?? []).join('\n')}`,
    )
  })
}

/**
 * The path of a program that the tests start; installed where that can be done, else the run ends with advice.
 *
 * @param {{ what: string, find: () => string | undefined, packages: readonly string[], advice: string }} part
 */
function findOrInstall({ what, find, packages, advice }) {
  const found = find()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`Installing ${what} …`)
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
    const installed = find()
    if (installed) return installed
  }
  console.error(`The tests need ${what}: ${advice}.`)
  process.exit(1)
}

/** @param {string[]} args */
function apt(...args) {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function findChromium() {
  const told = process.env['PAIDAN_CHROMIUM']
  if (told) return existsSync(told) ? told : undefined
  const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  if (existsSync(application)) return application
  return findOnPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'])
}

/** @param {readonly string[]} names */
function findOnPath(names) {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** The oldest that is new enough: the embedded one is new. */
function findPostgres() {
  if (!existsSync(systemPostgres)) return undefined
  return readdirSync(systemPostgres)
    .map((version) => ({ major: Number(version), folder: join(systemPostgres, version) }))
    .filter(({ major, folder }) => major >= oldestPostgres && existsSync(join(folder, 'bin/postgres')))
    .sort((one, other) => one.major - other.major)[0]
}
