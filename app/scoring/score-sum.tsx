import { useTranslation } from 'react-i18next'
import type { Score } from '#domain/scoring/score.ts'
import { formatPoints } from './points.ts'
import { ScoreBar } from './score-bar.tsx'

/** A score in a small space: its bar, and the points of each objective that add up to it. */
export function ScoreSum({ score }: { score: Score }) {
  const { t } = useTranslation('scoring')
  return (
    <div className="score-sum-card">
      <ScoreBar score={score} />
      <dl className="num">
        {score.lines.map(({ objective, points }) => (
          <div key={objective}>
            <dt>{t(`short.${objective}`)}</dt>
            <dd>{formatPoints(points)}</dd>
          </div>
        ))}
        <div className="score-sum-total">
          <dt>{t('total')}</dt>
          <dd>{formatPoints(score.total)}</dd>
        </div>
      </dl>
    </div>
  )
}
