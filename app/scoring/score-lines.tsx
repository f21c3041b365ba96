import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recommended } from '#domain/scoring/advice.ts'
import type { Flag } from '#domain/scoring/raw-values.ts'
import type { ScoreLine } from '#domain/scoring/score.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { formatPoints } from './points.ts'
import { rawText } from './raw-text.ts'
import { tintOf } from './score-bar.tsx'

type ScoreLinesProps = {
  recommended: Recommended
  /** How many votes the rating is of; undefined where that is not known any more. */
  votes: number | undefined
}

/** What a score is made of: objective, raw value, grade as a bar, the most it could give, what it gives. */
export function ScoreLines({ recommended, votes }: ScoreLinesProps) {
  const { t, i18n } = useTranslation('scoring')
  const { score, travel, openLoad, capacity } = recommended
  return (
    <div className="score-lines">
      {score.lines.map((line, index) => (
        <Fragment key={line.objective}>
          <span className="score-objective">
            <i className={tintOf(index)} aria-hidden="true" />
            {t(`objective.${line.objective}`)}
          </span>
          <span className="score-raw muted num">
            {rawText(i18n, line, { travel, openLoad, capacity, votes })}
            <Flags line={line} />
          </span>
          <span className="score-bar" aria-hidden="true">
            <i className={tintOf(index)} style={{ width: `${100 * line.grade}%` }} />
          </span>
          <span className="score-share muted num">{t('weightOf', { share: Math.round(line.share) })}</span>
          <span className="score-points num">{formatPoints(line.points)}</span>
        </Fragment>
      ))}
      <span className="score-total">{t('total')}</span>
      <span className="score-total score-sum muted num">
        {score.lines.map(({ points }) => formatPoints(points)).join(' + ')}
      </span>
      <b className="score-total score-points num">{formatPoints(score.total)}</b>
    </div>
  )
}

/** That the place is not live concerns two lines, and is said at the first. */
const toldOnce: readonly Flag[] = ['position-from-home', 'position-stale']

function Flags({ line }: { line: ScoreLine }) {
  const { t } = useTranslation('scoring')
  const flags = line.raw.kind === 'value' ? (line.raw.flags ?? []) : []
  return flags
    .filter((flag) => line.objective === 'travel' || !toldOnce.includes(flag))
    .map((flag) => (
      <Tooltip key={flag} text={t(`flag.${flag}.text`)}>
        <button type="button" className="score-flag">
          {t(`flag.${flag}.mark`)}
        </button>
      </Tooltip>
    ))
}
