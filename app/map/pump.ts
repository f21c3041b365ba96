/**
 * Runs asynchronous work when asked, never two at once. Requests while it waits or runs are joined into one more run,
 * so the last state always gets out and a slow worker is never given a queue.
 */
export type Pump = {
  /** `later` keeps the interval since the last run, for what changes all the time; `soon` does not, for a hand's act. */
  request: (when: 'soon' | 'later') => void
  stop: () => void
}

type PumpState =
  | { state: 'idle' }
  | { state: 'waiting'; when: 'soon' | 'later'; timer: ReturnType<typeof setTimeout> }
  | { state: 'running'; next: 'soon' | 'later' | null }
  | { state: 'stopped' }

export function createPump(
  work: () => Promise<void>,
  intervalMs: number,
  onFailure: (failure: unknown) => void,
): Pump {
  let current: PumpState = { state: 'idle' }
  let lastStart = Number.NEGATIVE_INFINITY

  const wait = (when: 'soon' | 'later') => {
    const delay = when === 'soon' ? 0 : Math.max(0, lastStart + intervalMs - performance.now())
    current = { state: 'waiting', when, timer: setTimeout(run, delay) }
  }

  const run = () => {
    lastStart = performance.now()
    current = { state: 'running', next: null }
    work().catch(onFailure).finally(finish)
  }

  const finish = () => {
    if (current.state !== 'running') return
    if (current.next) wait(current.next)
    else current = { state: 'idle' }
  }

  return {
    request: (when) => {
      switch (current.state) {
        case 'idle':
          wait(when)
          return
        case 'waiting':
          if (when === 'later' || current.when === 'soon') return
          clearTimeout(current.timer)
          wait('soon')
          return
        case 'running':
          current.next = current.next === 'soon' ? 'soon' : when
          return
        case 'stopped':
          return
      }
    },
    stop: () => {
      if (current.state === 'waiting') clearTimeout(current.timer)
      current = { state: 'stopped' }
    },
  }
}
