import { parentPort, workerData } from 'node:worker_threads'
import { assignBatch, type BatchAnswer } from '#domain/batch-assignment/assign-batch.ts'
import type { AssignmentProblem } from '#domain/batch-assignment/problem.ts'
import type { AssignmentProgress } from '#domain/batch-assignment/solve-assignment.ts'

export type AssignmentTask = { problem: AssignmentProblem; timeLimitMs: number }
export type WorkerReport = { progress: AssignmentProgress } | { answer: BatchAnswer }

/** A thread of its own, which solves one problem and ends. See solve-in-worker.ts. */
const { problem, timeLimitMs } = workerData as AssignmentTask
const report = (message: WorkerReport) => parentPort?.postMessage(message)

const stopAt = performance.now() + timeLimitMs
const answer = assignBatch(problem, {
  onProgress: (progress) => report({ progress }),
  shouldStop: () => performance.now() >= stopAt,
})
report({ answer })
