import { useTranslation } from 'react-i18next'
import type { LiveFlow } from './live-flow.ts'
import { useLive } from './use-live.ts'

/** What the rings on the nodes mean; nothing while no ticket is on its way. */
export function OccupancyLegend({ live }: { live: LiveFlow }) {
  const { t } = useTranslation('flowLive')
  const { occupancy } = useLive(live)
  if (!occupancy || Object.keys(occupancy.nodes).length === 0) return null
  return (
    <span className="flegend">
      <i className="ok" /> {t('onTrack')}
      <i className="risk" /> {t('atRiskName')}
      <i className="late" /> {t('lateName')}
      <span className="muted">{t('legend')}</span>
    </span>
  )
}
