import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import type { Instant } from '#domain/instant.ts'

/** One clock for all countdowns: it shows the server's time and moves once a second. */
type BoardClock = { subscribe: (listener: () => void) => () => void; now: () => Instant; first: Instant }

const ClockContext = createContext<BoardClock>({ subscribe: () => () => undefined, now: () => 0, first: 0 })

type BoardClockProviderProps = {
  /** The server's time when the page was made: what the first paint shows, on the server and in the browser. */
  first: Instant
  /** Server clock minus the clock of this computer. */
  offsetMs: number
  children: ReactNode
}

export function BoardClockProvider({ first, offsetMs, children }: BoardClockProviderProps) {
  const clock = useMemo(() => createBoardClock(first), [first])
  useEffect(() => clock.setOffset(offsetMs), [clock, offsetMs])
  return <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>
}

function createBoardClock(first: Instant): BoardClock & { setOffset: (offsetMs: number) => void } {
  const listeners = new Set<() => void>()
  let shown = first
  let offset = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    shown = Date.now() + offset
    for (const listener of listeners) listener()
  }
  return {
    first,
    now: () => shown,
    setOffset(offsetMs) {
      offset = offsetMs
      if (timer !== undefined) tick()
    },
    subscribe(listener) {
      listeners.add(listener)
      timer ??= setInterval(tick, 1000)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

/** A value worked out of the time. The component draws again only when the value changes, not with every tick. */
export function useClock<Value extends string | number | boolean>(read: (now: Instant) => Value): Value {
  const { subscribe, now, first } = useContext(ClockContext)
  return useSyncExternalStore(
    subscribe,
    () => read(now()),
    () => read(first),
  )
}

/** The time when something happens, for what is not drawn. */
export const useNow = (): (() => Instant) => useContext(ClockContext).now
