import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { FlowDocument, FlowPeer } from '#realtime/client/flow-document.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { PeerAvatar } from './peer-avatar.tsx'
import { peerHue } from './peer-hue.ts'
import { useDocumentFact } from './use-open-document.ts'
import { usePeers } from './use-peers.ts'

type PeopleRowProps = {
  document: FlowDocument
  me: string
  followed: number | null
  onFollow: (clientId: number | null) => void
}

const whoIsHere = (peers: readonly FlowPeer[]) =>
  peers.map(({ clientId, user, readOnly }) => ({ clientId, user, readOnly }))

/** Who has the flow open; a press on a colleague goes where they look, until one moves by oneself. */
export function PeopleRow({ document, me, followed, onFollow }: PeopleRowProps) {
  const { t } = useTranslation('flow')
  const peers = usePeers(document, whoIsHere)
  const readOnly = useDocumentFact(document, 'readOnly')
  const reading = peers.filter((peer) => peer.readOnly).length + (readOnly ? 1 : 0)
  const editing = peers.length + 1 - reading
  const count = [
    ...(editing > 0 ? [t('top.editing', { count: editing })] : []),
    ...(reading > 0 ? [t('top.reading', { count: reading })] : []),
  ]
  return (
    <div className="fpeople">
      <span className="muted num">{peers.length === 0 ? t('top.alone') : count.join(' · ')}</span>
      <Avatar name={me} me />
      {peers.map(({ clientId, user }) => {
        const label = followed === clientId ? t('top.unfollow') : t('top.follow', { name: user.name })
        return (
          <Tooltip key={clientId} text={label}>
            <button
              type="button"
              className={clsx('fpeople-one', followed === clientId && 'followed')}
              aria-label={label}
              aria-pressed={followed === clientId}
              onClick={() => onFollow(followed === clientId ? null : clientId)}
            >
              <PeerAvatar peer={{ name: user.name, colour: peerHue(user.colour) }} />
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
