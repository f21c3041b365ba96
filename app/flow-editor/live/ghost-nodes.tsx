import { useReactFlow } from '@xyflow/react'
import clsx from 'clsx'
import type { FocusEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/icon.tsx'
import { HoverCard } from '../../ui/hover-card.tsx'
import { kindIcon } from '../node-kinds.ts'
import { nodeName, nodeStage } from '../node-text.ts'
import { useFlowWords } from '../use-flow-words.ts'
import { outlineNode, type Impact, type Leftover, type LiveFlow } from './live-flow.ts'
import { StandingList } from './standing-list.tsx'
import { Ring } from './standing-ring.tsx'
import { useLive } from './use-live.ts'
import { useTargetName } from './use-target-name.ts'

type GhostNodesProps = { live: LiveFlow; onPlan: () => void; onMigrate: () => void }

/**
 * Nodes on which tickets stand and that are drawn no more, where they were: those that the draft has deleted, until publishing
 * has settled where their tickets go, and those that only older versions have.
 */
export function GhostNodes({ live, onPlan, onMigrate }: GhostNodesProps) {
  const { t } = useTranslation('flowLive')
  const { impacts, leftovers } = useLive(live)
  const targetName = useTargetName(live)
  const fateOf = ({ to, tickets: { tickets: count } }: Pick<Impact, 'to' | 'tickets'>) =>
    to === undefined
      ? t('ghost.toPlan', { count })
      : to === null
        ? t('ghost.staying', { count })
        : t('ghost.planned', { count, node: targetName(to) })
  return (
    <>
      {impacts.map((impact) =>
        impact.kind === 'deleted' ? (
          <Ghost
            key={impact.nodeId}
            live={live}
            of={impact}
            tag={t('ghost.deleted')}
            fate={fateOf(impact)}
            isSettled={impact.to !== undefined}
            onOpen={onPlan}
          />
        ) : null,
      )}
      {leftovers.map((leftover) => (
        <Ghost
          key={leftover.nodeId}
          live={live}
          of={leftover}
          tag={t('ghost.older')}
          fate={fateOf({ ...leftover, to: null })}
          isSettled
          onOpen={onMigrate}
        />
      ))}
    </>
  )
}

type GhostProps = {
  live: LiveFlow
  of: Leftover
  tag: string
  /** What becomes of its tickets. */
  fate: string
  isSettled: boolean
  onOpen: () => void
}

function Ghost({ live, of: { nodeId, tickets, was }, tag, fate, isSettled, onOpen }: GhostProps) {
  const words = useFlowWords()
  const node = outlineNode(was)
  const name = nodeName(words, nodeId, node)
  const [x, y] = was.pos
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
          className={clsx('fnode fghost nodrag nopan', isSettled && 'planned')}
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
            <small>{fate}</small>
          </span>
          <Ring of={tickets} />
          <span className="fghost-tag">{tag}</span>
        </button>
      }
    >
      <StandingList live={live} nodeId={nodeId} tickets={tickets} />
    </HoverCard>
  )
}
