import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** What this browser remembers of the board's layout. A browser that keeps nothing (private mode) gets the fallback. */
export function useStored<Value extends string>(
  key: string,
  fallback: Value,
  isValue: (text: string) => text is Value,
): [Value, (value: Value) => void] {
  const stored = useSyncExternalStore(
    subscribe,
    () => readStored(key),
    () => null,
  )
  const store = useCallback(
    (value: Value) => {
      memory.set(key, value)
      try {
        localStorage.setItem(key, value)
      } catch {
        // Storage is full or forbidden: it is remembered until the page is left.
      }
      for (const listener of listeners) listener()
    },
    [key],
  )
  return [stored !== null && isValue(stored) ? stored : fallback, store]
}

const memory = new Map<string, string>()

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null
  } catch {
    return memory.get(key) ?? null
  }
}
