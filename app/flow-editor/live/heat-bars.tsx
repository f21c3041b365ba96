import { useTranslation } from 'react-i18next'
import { heatRanks } from './heat.ts'

/** As many full bars as the step, so that it can be told without its colour. */
export function HeatBars({ rank }: { rank: number }) {
  const { t } = useTranslation('flowLive')
  return (
    <svg className="fheat-bars" viewBox="0 0 14 10" role="img" aria-label={t('heat.level', { level: rank })}>
      {heatRanks.map((step) => (
        <rect
          key={step}
          className={step <= rank ? 'full' : ''}
          x={(step - 1) * 3}
          y={10 - 2 * step}
          width="2"
          height={2 * step}
        />
      ))}
    </svg>
  )
}
