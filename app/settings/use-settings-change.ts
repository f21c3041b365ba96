import { useFetcher } from '@remix-run/react'
import type { Rejection } from '#domain/rejection.ts'

/** Asks for a change of what the settings show; the page leads to what was saved. */
export function useSettingsChange() {
  const fetcher = useFetcher<{ error: Rejection }>()
  const busy = fetcher.state !== 'idle'
  return {
    ask: (change: object) =>
      fetcher.submit(JSON.stringify(change), { method: 'post', encType: 'application/json' }),
    busy,
    error: busy ? undefined : fetcher.data?.error,
  }
}
