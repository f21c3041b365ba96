import clsx from 'clsx'
import type { Score } from '#domain/scoring/score.ts'
import './scoring.css'

/** The tint of each objective, in the order of the policy: the strongest first. */
const tints = ['tint-1', 'tint-2', 'tint-3', 'tint-4', 'tint-5', 'tint-6', 'tint-7', 'tint-8'] as const
export const tintOf = (index: number) => tints[index % tints.length]

/** A score as a bar of its parts; the words beside it say the same. */
export function ScoreBar({ score }: { score: Score }) {
  return (
    <span className="score-bar" aria-hidden="true">
      {score.lines.map(({ objective, points }, index) => (
        <i key={objective} className={clsx(tintOf(index))} style={{ width: `${points}%` }} />
      ))}
    </span>
  )
}
