// @ts-check
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} script @param {string[]} args */
async function run(script, ...args) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) process.exit(status ?? 1)
}

// The pages take in what the first writes; the server knows neither.
const pages = run('server/build-basemap.mjs').then(() =>
  run('node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'),
)
await build({
  absWorkingDir: root,
  entryPoints: {
    index: 'server/index.ts',
    import: 'server/cli/import.ts',
    replay: 'server/cli/replay.ts',
    decisions: 'server/cli/decisions.ts',
    'assignment-worker': 'server/jobs/batch-assignment/assignment-worker.ts',
  },
  outdir: 'build/paidan',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})
await pages
