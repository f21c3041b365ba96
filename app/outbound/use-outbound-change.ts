import { useFetcher } from '@remix-run/react'
import type { OutboundChanged } from '#domain/outbound.ts'
import type { Refusal } from '#domain/rejection.ts'

type Change = { change: 'send-again'; ids: 'all' | readonly string[] } | { change: 'replace-secret' }

/** Asks for a change; what the page shows is read anew with the answer. */
export function useOutboundChange() {
  const fetcher = useFetcher<OutboundChanged | Refusal>()
  return {
    ask: (change: Change) =>
      fetcher.submit(JSON.stringify(change), { method: 'post', encType: 'application/json' }),
    busy: fetcher.state !== 'idle',
    answer: fetcher.state === 'idle' ? fetcher.data : undefined,
  }
}
