import { useReactFlow } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { FlowDocument } from '#realtime/client/flow-document.ts'

/** Looks where a colleague looks, until one moves by oneself or they leave. */
export function useFollow({ getPeers, subscribePeers }: FlowDocument) {
  const { setViewport } = useReactFlow()
  const [followed, setFollowed] = useState<number | null>(null)
  useEffect(() => {
    if (followed === null) return undefined
    const look = () => {
      const peer = getPeers().find(({ clientId }) => clientId === followed)
      if (!peer) setFollowed(null)
      if (!peer?.view) return
      const [x, y, percent] = peer.view
      const zoom = percent / 100
      void setViewport({ x: -x * zoom, y: -y * zoom, zoom })
    }
    look()
    return subscribePeers(look)
  }, [followed, getPeers, subscribePeers, setViewport])
  return { followed, setFollowed }
}
