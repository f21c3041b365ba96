import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { FlowDocument, FlowPeer } from '#realtime/client/flow-document.ts'

/**
 * What of the colleagues somebody looks at. They move their pointers fifteen times a second: only who looks at those draws
 * as often. `choose` has to be the same function while it chooses the same, and its choice plain data.
 */
export function usePeers<Chosen extends object>(
  { getPeers, subscribePeers }: FlowDocument,
  choose: (peers: readonly FlowPeer[]) => Chosen,
): Chosen {
  const kept = useRef<{ text: string; chosen: Chosen }>()
  const read = useCallback(() => {
    const chosen = choose(getPeers())
    const text = JSON.stringify(chosen)
    if (kept.current?.text !== text) kept.current = { text, chosen }
    return kept.current.chosen
  }, [choose, getPeers])
  return useSyncExternalStore(subscribePeers, read)
}
