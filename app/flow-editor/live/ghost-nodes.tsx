import { useReactFlow } from '@xyflow/react'
import clsx from 'clsx'
import type { FocusEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { HoverCard } from '../../ui/hover-card.tsx'
import { kindIcon } from '../node-kinds.ts'
import { nodeName, nodeStage } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { outlineNode, type Impact, type LiveFlow } from './live-flow.ts'
import { StandingList } from './standing-list.tsx'
import { Ring } from './standing-ring.tsx'
import { useLive } from './use-live.ts'
import { useTargetName } from './use-target-name.ts'

type GhostNodesProps = { live: LiveFlow; onOpen: () => void }

/** Nodes that the draft has deleted and on which tickets still stand: where they were, until publishing has settled it. */
export function GhostNodes({ live, onOpen }: GhostNodesProps) {
  const { impacts } = useLive(live)
  return impacts.map((impact) =>
    impact.kind === 'deleted' && impact.was ? (
      <Ghost key={impact.nodeId} live={live} impact={impact} was={impact.was} onOpen={onOpen} />
    ) : null,
  )
}

type GhostProps = GhostNodesProps & { impact: Impact; was: NonNullable<Impact['was']> }

function Ghost({ live, impact: { nodeId, tickets, to }, was, onOpen }: GhostProps) {
  const { t } = useTranslation('flowLive')
  const words = useFlowWords()
  const targetName = useTargetName(live)
  const node = outlineNode(was)
  const name = nodeName(words, nodeId, node)
  const [x, y] = was.pos
  const count = tickets.tickets
  const { setCenter, getZoom } = useReactFlow()
  /** Who comes by keys sees where they are. */
  const showFocused = ({ currentTarget }: FocusEvent<HTMLButtonElement>) => {
    if (!currentTarget.matches(':focus-visible')) return
    void setCenter(x + currentTarget.offsetWidth / 2, y + currentTarget.offsetHeight / 2, { zoom: getZoom() })
  }
  return (
    <HoverCard
      trigger={
        <button
          type="button"
          className={clsx('fnode fghost nodrag nopan', to !== undefined && 'planned')}
          style={{ left: x, top: y }}
          data-stage={nodeStage(nodeId, node) ?? undefined}
          onFocus={showFocused}
          onClick={onOpen}
        >
          <span className="fnode-icon">
            <Icon of={kindIcon(was.type)} size={16} />
          </span>
          <span className="fnode-text">
            <b>{name}</b>
            <small>
              {to === undefined
                ? t('ghost.toPlan', { count })
                : to === null
                  ? t('ghost.staying', { count })
                  : t('ghost.planned', { count, node: targetName(to) })}
            </small>
          </span>
          <Ring of={tickets} />
          <span className="fghost-tag">{t('ghost.deleted')}</span>
        </button>
      }
    >
      <StandingList live={live} nodeId={nodeId} tickets={tickets} />
    </HoverCard>
  )
}
