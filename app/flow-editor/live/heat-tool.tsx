import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { durationDays, type DurationDays, type NodeDuration } from '#contract/flow-occupancy.ts'
import { formatSpan } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Flame } from '../../ui/icons.ts'
import { Select } from '../../ui/inputs.tsx'
import { fetchDurations } from './durations.ts'
import { rankDurations, heatRanks } from './heat.ts'
import { HeatBars } from './heat-bars.tsx'
import type { LiveFlow } from './live-flow.ts'

/** Lays over the canvas how long tickets stay on each node, with what the bars mean. */
export function HeatTool({ live }: { live: LiveFlow }) {
  const { t } = useTranslation('flowLive')
  const [shown, setShown] = useState(false)
  return (
    <>
      <Button icon={Flame} aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t('heat.toggle')}
      </Button>
      {shown ? <HeatLegend live={live} /> : null}
    </>
  )
}

function HeatLegend({ live }: { live: LiveFlow }) {
  const { t } = useTranslation('flowLive')
  const locale = useLocale()
  const [days, setDays] = useState<DurationDays>(30)
  const { counted, retry } = useDurations(live, days)
  const durations = counted === 'failed' ? undefined : counted
  const longest = durations && Math.max(0, ...durations.map(({ p90Ms }) => p90Ms))
  return (
    <section className="fheat-legend" aria-label={t('heat.title')}>
      <header>
        <b>{t('heat.title')}</b>
        <Select
          aria-label={t('heat.daysLabel')}
          value={days}
          onChange={({ target }) => setDays(durationDays.find((one) => one === Number(target.value)) ?? 30)}
        >
          {durationDays.map((one) => (
            <option key={one} value={one}>
              {t('heat.days', { count: one })}
            </option>
          ))}
        </Select>
      </header>
      {counted === 'failed' ? (
        <p role="alert">
          {t('heat.failed')}{' '}
          <button type="button" className="link" onClick={retry}>
            {t('heat.retry')}
          </button>
        </p>
      ) : durations === undefined || longest === undefined ? (
        <p className="muted" role="status">
          {t('heat.loading')}
        </p>
      ) : durations.length === 0 ? (
        <p className="muted" role="status">
          {t('heat.empty')}
        </p>
      ) : (
        <>
          <p className="fheat-scale">
            {t('heat.short')}
            {heatRanks.map((rank) => (
              <span key={rank} data-heat={rank}>
                <HeatBars rank={rank} />
              </span>
            ))}
            {t('heat.long')}
          </p>
          <p className="muted">{t('heat.scale', { longest: formatSpan(locale, longest) })}</p>
        </>
      )}
    </section>
  )
}

type Counted = readonly NodeDuration[] | 'failed' | undefined

/** Shown on the nodes for as long as this is on the screen. Undefined while it is being counted. */
function useDurations(live: LiveFlow, days: DurationDays) {
  const { heat } = live
  const [counted, setCounted] = useState<Counted>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isOver = false
    void fetchDurations(live, days, { anew: true }).then((read) => {
      if (isOver) return
      setCounted(read ?? 'failed')
      if (read) heat.replace(rankDurations(read))
    })
    return () => {
      isOver = true
      setCounted(undefined)
      heat.replace(new Map())
    }
  }, [live, heat, days, attempt])
  return { counted, retry: () => setAttempt((count) => count + 1) }
}
