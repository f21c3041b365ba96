import { Worker } from 'node:worker_threads'
import type { BatchAnswer } from '#domain/batch-assignment/assign-batch.ts'
import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'
import type { AssignmentProgress } from '#domain/batch-assignment/solve-assignment.ts'
import type { AssignmentTask, WorkerReport } from './assignment-worker.ts'

/** The thread died or could not be started; `cause` says of what. Nothing was assigned. */
export class AssignmentWorkerError extends Error {
  override readonly name = 'AssignmentWorkerError'
}

export type SolveInWorkerOptions = {
  onProgress?: (progress: AssignmentProgress) => void
  /** Ends the thread at once; the promise is then rejected with the reason of the signal. */
  signal?: AbortSignal
  /** After this long the answer is the greedy one, with a bound. */
  timeLimitMs: number
}

// The bundle has its entry points and the pieces that they share in one folder; the sources need tsx first.
const workerModule = new URL(
  import.meta.url.endsWith('.ts') ? './assignment-worker.source.mjs' : './assignment-worker.js',
  import.meta.url,
)

/**
 * `assignBatch` in a thread of its own: the caller's event loop is not held up. Nothing is copied: arrays on shared memory
 * are read where they are, the others are handed over and are empty for the caller afterwards.
 */
export function solveInWorker(
  problem: AssignmentProblem,
  { onProgress, signal, timeLimitMs }: SolveInWorkerOptions,
): Promise<BatchAnswer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const { engineerSlots, openGains, pairs } = problem
    const arrays = [engineerSlots, openGains, pairs.starts, pairs.engineers, pairs.gains]
    const worker = new Worker(workerModule, {
      workerData: { problem, timeLimitMs } satisfies AssignmentTask,
      transferList: arrays.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : [])),
    })
    const end = () => {
      worker.terminate().catch(reject)
    }
    signal?.addEventListener('abort', end, { once: true })
    worker.on('message', (report: WorkerReport) => {
      if (signal?.aborted === true) return
      if ('answer' in report) resolve(report.answer)
      else onProgress?.(report.progress)
    })
    worker.on('error', (cause) =>
      reject(new AssignmentWorkerError('the assignment thread failed', { cause })),
    )
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', end)
      // Both do nothing after an answer.
      if (signal?.aborted === true) reject(signal.reason as Error)
      else
        reject(new AssignmentWorkerError(`the assignment thread ended with code ${code} before it answered`))
    })
  })
}
