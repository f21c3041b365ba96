import clsx from 'clsx'
import { forwardRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Score } from '#domain/scoring/score.ts'
import { ScoreSum } from '../scoring/score-sum.tsx'

export type DropVerdict = {
  tone: 'ok' | 'ask' | 'refused'
  text: string
  detail?: string
  /** What the engine gives the engineer under the pointer. */
  score?: Score
  /** What the engine has against the engineer, and a person may overrule. */
  warning?: string
}

type DragCardProps = {
  /** What is in the air. */
  children: ReactNode
  /** How many tickets it stands for. */
  count: number
  verdict: DropVerdict | null
}

/** Follows the pointer and says what letting go would do, or why it would do nothing. */
export const DragCard = forwardRef<HTMLDivElement, DragCardProps>(function DragCard(
  { children, count, verdict },
  ref,
) {
  const { t } = useTranslation('board')
  return (
    <div ref={ref} className={clsx('drag-card', verdict?.tone)} aria-hidden="true">
      {count > 1 ? <span className="drag-count num">{count}</span> : null}
      <div className="drag-what">{children}</div>
      <div className="drag-verdict">
        <span>{verdict ? verdict.text : t('drag.hint')}</span>
        {verdict?.detail === undefined ? null : <span className="num muted">{verdict.detail}</span>}
      </div>
      {verdict?.score ? <ScoreSum score={verdict.score} /> : null}
      {verdict?.warning === undefined ? null : <p className="drag-warning">{verdict.warning}</p>}
    </div>
  )
})
