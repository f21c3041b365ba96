import { useTranslation } from 'react-i18next'
import { formatDistance, formatMinutes } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { formatPoints } from '../scoring/points.ts'
import type { DropTarget } from './drop-targets.ts'

/** Beside a name in a list: score and minutes, or the distance as long as there is no score. */
export function TargetFigures({ target: { advised, distanceMeters, rejection } }: { target: DropTarget }) {
  const { t, i18n } = useTranslation('scoring')
  const locale = useLocale()
  if (!rejection && advised?.kind === 'scored') {
    const { score, travel } = advised.recommended
    return (
      <span className="target-figures num">
        <b>{formatPoints(score.total)}</b>
        <span className="muted">{formatMinutes(locale, travel.seconds / 60)}</span>
      </span>
    )
  }
  const against = advised?.kind === 'against' ? rejectionSentence(i18n, advised.rejection) : undefined
  return (
    <span className="num muted" title={against && t('advisedAgainst', { why: against })}>
      {formatDistance(locale, distanceMeters)}
    </span>
  )
}
