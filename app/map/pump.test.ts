import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPump } from './pump.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Work that a test lets finish by hand. */
function manualWork() {
  const finish: (() => void)[] = []
  let running = 0
  let mostAtOnce = 0
  return {
    starts: () => finish.length,
    mostAtOnce: () => mostAtOnce,
    work: () =>
      new Promise<void>((resolve) => {
        running += 1
        mostAtOnce = Math.max(mostAtOnce, running)
        finish.push(() => {
          running -= 1
          resolve()
        })
      }),
    finishLast: async () => {
      finish.at(-1)?.()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

const fail = (failure: unknown) => {
  throw failure
}

describe('createPump', () => {
  it('joins requests while waiting, and never runs two at once', async () => {
    const manual = manualWork()
    const pump = createPump(manual.work, 250, fail)
    pump.request('later')
    pump.request('later')
    await vi.advanceTimersByTimeAsync(0)
    expect(manual.starts()).toBe(1)
    pump.request('soon')
    pump.request('later')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(manual.starts()).toBe(1)
    await manual.finishLast()
    expect(manual.starts()).toBe(2)
    expect(manual.mostAtOnce()).toBe(1)
  })

  it('keeps the interval for what comes all the time, and not for a hand', async () => {
    const manual = manualWork()
    const pump = createPump(manual.work, 250, fail)
    pump.request('later')
    await vi.advanceTimersByTimeAsync(0)
    await manual.finishLast()
    pump.request('later')
    await vi.advanceTimersByTimeAsync(100)
    expect(manual.starts()).toBe(1)
    pump.request('soon')
    await vi.advanceTimersByTimeAsync(0)
    expect(manual.starts()).toBe(2)
    await manual.finishLast()
    pump.request('later')
    await vi.advanceTimersByTimeAsync(249)
    expect(manual.starts()).toBe(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(manual.starts()).toBe(3)
  })

  it('reports a failure and goes on with the next request', async () => {
    const failures: unknown[] = []
    const pump = createPump(
      () => Promise.reject(new Error('no')),
      0,
      (failure) => failures.push(failure),
    )
    pump.request('soon')
    await vi.advanceTimersByTimeAsync(0)
    pump.request('soon')
    await vi.advanceTimersByTimeAsync(0)
    expect(failures).toHaveLength(2)
  })

  it('does nothing after it was stopped', async () => {
    const manual = manualWork()
    const pump = createPump(manual.work, 0, fail)
    pump.request('soon')
    pump.stop()
    pump.request('soon')
    await vi.advanceTimersByTimeAsync(1000)
    expect(manual.starts()).toBe(0)
  })
})
