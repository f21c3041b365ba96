import { useCallback, useSyncExternalStore } from 'react'

export type KeyedStore<Value> = {
  get: (key: string) => Value | undefined
  /** All values at once; only those who look at one that has become another are told. */
  replace: (next: ReadonlyMap<string, Value>) => void
  subscribe: (key: string, listener: () => void) => () => void
}

/** Facts by id of which each node looks at its own: a change of one draws one, however many there are. */
export function createKeyedStore<Value>(): KeyedStore<Value> {
  const values = new Map<string, Value>()
  const listeners = new Map<string, Set<() => void>>()
  return {
    get: (key) => values.get(key),
    replace(next) {
      const touched: string[] = []
      for (const key of values.keys()) {
        if (next.has(key)) continue
        values.delete(key)
        touched.push(key)
      }
      for (const [key, value] of next) {
        if (JSON.stringify(values.get(key)) === JSON.stringify(value)) continue
        values.set(key, value)
        touched.push(key)
      }
      for (const key of touched) for (const listener of listeners.get(key) ?? []) listener()
    },
    subscribe(key, listener) {
      const own = listeners.get(key) ?? new Set()
      listeners.set(key, own.add(listener))
      return () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(key)
      }
    },
  }
}

export function useKeyed<Value>(store: KeyedStore<Value>, key: string): Value | undefined {
  return useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribe(key, listener), [store, key]),
    () => store.get(key),
    () => undefined,
  )
}
