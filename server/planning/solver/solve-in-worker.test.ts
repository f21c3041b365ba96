import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { problemOf } from '#domain/batch-assignment/sample-problem.ts'
import { AssignmentWorkerError, solveInWorker } from './solve-in-worker.ts'

const timeLimitMs = 60_000

const small = () =>
  problemOf(
    [
      [10, 9],
      [9, null],
    ],
    { slots: [1, 1] },
  )

/** Many equal gains: it takes so long that there is always something left to stop. */
const large = () => {
  const size = 3_000
  const row = Array.from({ length: size }, (_, engineer) => engineer)
  return problemOf(
    row.map((ticket) => row.map((engineer) => ((ticket * 7 + 1) * (engineer * 13 + 1)) % 1_009)),
    { slots: row.map(() => 1) },
  )
}

describe('solveInWorker', () => {
  it('answers the best assignment and takes the arrays over', async () => {
    const problem = small()
    const answer = await solveInWorker(problem, { timeLimitMs })
    expect(answer).toMatchObject({ outcome: 'optimal', engineerOf: Int32Array.of(1, 0), totalGain: 18 })
    expect(problem.pairs.gains).toHaveLength(0)
  })

  it('names the flaw of a problem without meaning', async () => {
    const answer = await solveInWorker(problemOf([[NaN]], { slots: [1] }), { timeLimitMs })
    expect(answer).toEqual({
      outcome: 'refused',
      flaw: { name: 'gain-not-a-number', ticket: 0, engineer: 0, gain: NaN },
    })
  })

  it('answers greedily when time is up, and says so', async () => {
    const answer = await solveInWorker(small(), { timeLimitMs: 0 })
    expect(answer).toMatchObject({ outcome: 'greedy', totalGain: 10, totalGainAtMost: 19 })
  })

  it('ends the thread in the middle of its work when aborted', async () => {
    const stop = new AbortController()
    const reason = new Error('closed the preview')
    let last = 0
    const solving = solveInWorker(large(), {
      timeLimitMs,
      signal: stop.signal,
      onProgress: ({ placedTickets }) => {
        last = placedTickets
        if (placedTickets > 0) stop.abort(reason)
      },
    })
    await expect(solving).rejects.toBe(reason)
    expect(last).toBeGreaterThan(0)
    expect(last).toBeLessThan(3_000)
  })

  it('does not begin when it is no longer wanted', async () => {
    const problem = small()
    const solving = solveInWorker(problem, { timeLimitMs, signal: AbortSignal.abort(new Error('gone')) })
    await expect(solving).rejects.toThrow('gone')
    expect(problem.pairs.gains).toHaveLength(3)
  })

  it('names the failure of a thread that could not do its work', async () => {
    const notNumbers = new DataView(new ArrayBuffer(16))
    const solving = solveInWorker({ ...small(), openGains: notNumbers as never }, { timeLimitMs })
    await expect(solving).rejects.toBeInstanceOf(AssignmentWorkerError)
  })

  it('finds its thread in the bundle as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paidan-bundle-'))
    try {
      await build({
        entryPoints: ['solve-in-worker', 'assignment-worker'].map((name) =>
          fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
        ),
        outdir: folder,
        bundle: true,
        splitting: true,
        platform: 'node',
        target: 'node20',
        format: 'esm',
      })
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
      const program = join(folder, 'program.js')
      const source = `
        import { solveInWorker } from './solve-in-worker.js'
        const answer = await solveInWorker({
          engineerSlots: Int32Array.of(1),
          openGains: Float64Array.of(0),
          pairs: { starts: Uint32Array.of(0, 1), engineers: Int32Array.of(0), gains: Float64Array.of(7) },
        }, { timeLimitMs: ${timeLimitMs} })
        console.log(answer.outcome, answer.totalGain)`
      await writeFile(program, source)
      const { stdout } = await promisify(execFile)(process.execPath, [program])
      expect(stdout).toBe('optimal 7\n')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
