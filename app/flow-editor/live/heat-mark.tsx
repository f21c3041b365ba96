import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { useCanvas } from '../canvas-context.ts'
import { useKeyed } from '../keyed-store.ts'
import { HeatBars } from './heat-bars.tsx'

/** Under a node while the heat is shown: how long tickets stay, as bars and in figures. */
export function HeatMark({ nodeId }: { nodeId: string }) {
  const { t } = useTranslation('flowLive')
  const locale = useLocale()
  const { live } = useCanvas()
  const heat = useKeyed(live.heat, nodeId)
  if (!heat) return null
  const overLimit = heat.late / heat.stays
  return (
    <span className="fheat num" data-heat={heat.rank} title={t('heat.stays', { count: heat.stays })}>
      <HeatBars rank={heat.rank} />
      {formatSpan(locale, heat.medianMs)} / {formatSpan(locale, heat.p90Ms)}
      {heat.late > 0 ? <b>{percent(locale, overLimit)}</b> : null}
    </span>
  )
}

const percent = (locale: string, share: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
