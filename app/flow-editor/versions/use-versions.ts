import { useCallback, useEffect, useState } from 'react'
import type { FlowVersionRow } from '#contract/flow-publishing.ts'
import type { FlowGraph } from '#domain/flow-graph/graph.ts'
import { fetchVersionGraph, fetchVersions } from './fetch-versions.ts'

export type Fetched<Value> = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; value: Value }

const loading = { state: 'loading' } as const

/** All versions, newest first; read anew for each number that is told. Undefined: nothing to ask for yet. */
export function useVersions(flowId: string, newest: number | undefined) {
  const fetch = useCallback(
    () => (newest === undefined ? undefined : fetchVersions(flowId)),
    [flowId, newest],
  )
  return useFetched<readonly FlowVersionRow[]>(fetch, true)
}

export function useVersionGraph(flowId: string, number: number | undefined) {
  const fetch = useCallback(
    () => (number === undefined ? undefined : fetchVersionGraph(flowId, number)),
    [flowId, number],
  )
  return useFetched<FlowGraph>(fetch, false)
}

/** @param keeps what was there before is shown until the new is there. */
function useFetched<Value>(fetch: () => Promise<Value> | undefined, keeps: boolean) {
  const [held, setHeld] = useState<{ by: typeof fetch; shown: Fetched<Value> }>({ by: fetch, shown: loading })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isOver = false
    const hold = (shown: Fetched<Value>) => {
      if (!isOver) setHeld({ by: fetch, shown })
    }
    const asked = fetch()
    if (!keeps) hold(loading)
    asked?.then(
      (value) => hold({ state: 'ready', value }),
      () => hold({ state: 'failed' }),
    )
    return () => {
      isOver = true
    }
  }, [fetch, keeps, attempt])
  // Before the effect has run, what is held still answers the question before.
  const shown = keeps || held.by === fetch ? held.shown : loading
  return { shown, retry: useCallback(() => setAttempt((count) => count + 1), []) }
}
