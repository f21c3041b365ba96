import { readFileSync } from 'node:fs'

export type LongestGap = {
  /** Between two turns of the event loop, by the clock. */
  ms: number
  /** The same without the time in which the thread was ready but other programs of the machine had the processors. */
  ownMs: number
}

/** Watches the event loop of this process from now until it is stopped. */
export function watchEventLoop(): { stop: () => Promise<LongestGap> } {
  const longest: LongestGap = { ms: 0, ownMs: 0 }
  let turnAt = performance.now()
  let waited = waitedForProcessorMs()
  const turn = () => {
    const now = performance.now()
    const waitedBefore = waited
    waited = waitedForProcessorMs()
    const ms = now - turnAt
    longest.ms = Math.max(longest.ms, ms)
    longest.ownMs = Math.max(longest.ownMs, ms - (waited - waitedBefore))
    turnAt = now
  }
  const timer = setInterval(turn, 1)
  return {
    stop: async () => {
      // The last gap is noticed by the turn after it.
      await new Promise((resolve) => setTimeout(resolve, 5))
      clearInterval(timer)
      turn()
      return longest
    },
  }
}

/** Linux counts it per thread (Documentation/scheduler/sched-stats.rst); elsewhere nothing can be taken off. */
function waitedForProcessorMs(): number {
  if (process.platform !== 'linux') return 0
  const [, waitedNanoseconds = '0'] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(
    ' ',
  )
  return Number(waitedNanoseconds) / 1e6
}
