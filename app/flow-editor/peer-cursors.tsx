import { useStore } from '@xyflow/react'
import type { FlowDocument, FlowPeer } from '#realtime/client/flow-document.ts'
import { peerHue } from './peer-hue.ts'
import { usePeers } from './use-peers.ts'

const pointers = (peers: readonly FlowPeer[]) =>
  peers.map(({ clientId, user, cur }) => ({ clientId, user, cur }))

/** The colleagues' pointers. They keep their size while the canvas is made smaller. */
export function PeerCursors({ document }: { document: FlowDocument }) {
  const peers = usePeers(document, pointers)
  const zoom = useStore(({ transform }) => transform[2])
  return peers.map(({ clientId, user, cur }) =>
    cur === undefined ? null : (
      <div
        key={clientId}
        className={`fcursor person-${peerHue(user.colour)}`}
        style={{ translate: `${cur[0]}px ${cur[1]}px`, scale: String(1 / zoom) }}
        aria-hidden="true"
      >
        <svg width="16" height="18" viewBox="0 0 16 18">
          <path d="M1.5 1.5 13.5 8l-5.2 1.5L5.6 14.5z" />
        </svg>
        <span>{user.name}</span>
      </div>
    ),
  )
}
