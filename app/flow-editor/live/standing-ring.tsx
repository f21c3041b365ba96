import { useTranslation } from 'react-i18next'
import type { StandingTickets } from '#contract/flow-occupancy.ts'
import { Icon } from '../../ui/icon.tsx'
import { Hourglass, OctagonAlert } from '../../ui/icons.ts'
import { HoverCard } from '../../ui/hover-card.tsx'
import { useCanvas } from '../canvas-context.ts'
import { useKeyed } from '../keyed-store.ts'
import { StandingList } from './standing-list.tsx'

/** How many tickets stand here, in a ring that is split by how they stand against their time. */
export function StandingRing({ nodeId }: { nodeId: string }) {
  const { live } = useCanvas()
  const tickets = useKeyed(live.standing, nodeId)
  if (!tickets) return null
  return (
    <HoverCard
      trigger={
        // Not a button: with the node selected the same stands in its form, where keys reach it.
        <span className="fring-spot nodrag nopan">
          <Ring of={tickets} />
        </span>
      }
    >
      <StandingList live={live} nodeId={nodeId} tickets={tickets} />
    </HoverCard>
  )
}

/** What a node says under its name while something is late or near it: an icon and a word, never the ring's colour alone. */
export function StandingWarning({ of: { late, atRisk } }: { of: StandingTickets }) {
  const { t } = useTranslation('flowLive')
  return late > 0 ? (
    <small className="flate bad">
      <Icon of={OctagonAlert} size={12} />
      {t('late', { count: late })}
    </small>
  ) : (
    <small className="flate warn">
      <Icon of={Hourglass} size={12} />
      {t('atRisk', { count: atRisk })}
    </small>
  )
}

const radius = 13
const round = 2 * Math.PI * radius

export function Ring({ of: { tickets, atRisk, late } }: { of: StandingTickets }) {
  const { t } = useTranslation('flowLive')
  const part = (count: number) => (tickets === 0 ? 0 : (count / tickets) * round)
  return (
    <span
      className="fring num"
      role="img"
      aria-label={[
        t('here', { count: tickets }),
        ...(late > 0 ? [t('late', { count: late })] : []),
        ...(atRisk > 0 ? [t('atRisk', { count: atRisk })] : []),
      ].join(', ')}
    >
      <svg viewBox="0 0 30 30" aria-hidden="true">
        <circle className="fring-ok" cx="15" cy="15" r={radius} />
        <circle
          className="fring-risk"
          cx="15"
          cy="15"
          r={radius}
          strokeDasharray={`${part(late + atRisk)} ${round}`}
        />
        <circle
          className="fring-late"
          cx="15"
          cy="15"
          r={radius}
          strokeDasharray={`${part(late)} ${round}`}
        />
      </svg>
      {tickets > 999 ? '999+' : tickets}
    </span>
  )
}
