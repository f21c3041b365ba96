import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyPreview } from '#domain/scoring/policy-preview.ts'

/** Four figures of the draft, each with how it differs from what runs now. */
export function PreviewFigures({ preview, changed }: { preview: PolicyPreview; changed: number }) {
  const { t } = useTranslation('policy')
  const { before, after, tickets } = preview
  const kilometers = (after.meters - before.meters) / 1_000
  const count = (difference: number) =>
    difference === 0
      ? t('preview.same')
      : difference > 0
        ? t('preview.more', { count: difference })
        : t('preview.fewer', { count: -difference })
  return (
    <dl className="preview-figures num">
      <Figure name={t('preview.changed')} value={changed} unit={`/ ${tickets.length}`} difference={0}>
        {Math.round((100 * changed) / tickets.length)}%
      </Figure>
      <Figure
        name={t('preview.distance')}
        value={(after.meters / 1_000).toFixed(1)}
        unit={t('preview.km')}
        difference={Math.abs(kilometers) < 0.05 ? 0 : kilometers}
      >
        {Math.abs(kilometers) < 0.05
          ? t('preview.same')
          : `${kilometers < 0 ? '−' : '+'}${Math.abs(kilometers).toFixed(1)} ${t('preview.km')}`}
      </Figure>
      <Figure
        name={t('preview.late')}
        value={after.late}
        unit={t('preview.tickets')}
        difference={after.late - before.late}
      >
        {count(after.late - before.late)}
      </Figure>
      <Figure
        name={t('preview.mostInHand')}
        value={after.mostInHand}
        unit={t('preview.tickets')}
        difference={after.mostInHand - before.mostInHand}
      >
        {count(after.mostInHand - before.mostInHand)}
      </Figure>
    </dl>
  )
}

type FigureProps = {
  name: string
  value: number | string
  unit: string
  /** More is worse in all of these. */
  difference: number
  children: ReactNode
}

function Figure({ name, value, unit, difference, children }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        <small>{unit}</small>
      </dd>
      <dd className={clsx('difference', difference < 0 && 'good', difference > 0 && 'warn')}>{children}</dd>
    </div>
  )
}
