import clsx from 'clsx'
import type { Peer } from './canvas-context.ts'

/** A colleague in the colour that everybody sees them in. */
export function PeerAvatar({ peer, small = false }: { peer: Peer; small?: boolean }) {
  return (
    <span
      className={clsx('avatar', 'peer-avatar', `person-${peer.colour}`, small && 'small')}
      role="img"
      aria-label={peer.name}
      title={peer.name}
    >
      <span aria-hidden="true">{/\p{L}/u.exec(peer.name)?.[0].toUpperCase()}</span>
    </span>
  )
}
