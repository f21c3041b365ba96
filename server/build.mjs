// @ts-check
import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

run('node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn')
await build({
  absWorkingDir: root,
  entryPoints: {
    index: 'server/index.ts',
    import: 'server/cli/import.ts',
    replay: 'server/cli/replay.ts',
    decisions: 'server/cli/decisions.ts',
    'assignment-worker': 'server/planning/solver/assignment-worker.ts',
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
