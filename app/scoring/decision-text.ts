import type { i18n } from 'i18next'
import type { DecisionRecord } from '#domain/scoring/decision-record.ts'
import { formatPoints } from './points.ts'

/** What the engine had advised and how the choice stands to it: "引擎建议 周建国 86.4 · 选了第 2". */
export function decisionText(
  i18n: i18n,
  { decidedBy, recommended, chosenRank, chosenEngineerId }: DecisionRecord,
  name: (engineerId: string) => string,
): string {
  const { t } = i18n
  const [first] = recommended
  if (!first) return t('scoring:decision.nobody')
  const chosen = recommended.find(({ engineerId }) => engineerId === chosenEngineerId)
  if (decidedBy === 'engine' && chosen && chosenRank !== null)
    return t('scoring:decision.engine', { score: formatPoints(chosen.score.total), place: chosenRank })
  if (decidedBy === 'engineer' && chosen && chosenRank !== null)
    return t('scoring:decision.claimed', { score: formatPoints(chosen.score.total), place: chosenRank })
  const advised = { engineer: name(first.engineerId), score: formatPoints(first.score.total) }
  if (chosenRank === null)
    return t(
      decidedBy === 'engineer' ? 'scoring:decision.claimedAgainst' : 'scoring:decision.against',
      advised,
    )
  return chosenRank === 1
    ? t('scoring:decision.first', advised)
    : t('scoring:decision.other', { ...advised, place: chosenRank })
}
