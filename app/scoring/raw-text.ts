import type { i18n } from 'i18next'
import type { Recommended } from '#domain/scoring/advice.ts'
import type { ScoreLine } from '#domain/scoring/score.ts'
import { formatDistance, formatMinutes, formatSpan } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'

export type RawTextFacts = Pick<Recommended, 'travel' | 'openLoad' | 'capacity'> & {
  /** Undefined where it is not known how many they were then. */
  votes: number | undefined
}

/** What a line of a score was graded by, in the words of the trade: "12 分 · 4.1 公里", "在手 1 / 6". */
export function rawText(i18n: i18n, { objective, raw }: ScoreLine, facts: RawTextFacts): string {
  const { t } = i18n
  const locale: Locale = i18n.language === 'en' ? 'en' : 'zh-CN'
  if (raw.kind === 'missing') return t('scoring:raw.missing')
  const { value } = raw
  switch (objective) {
    case 'travel':
      return `${formatMinutes(locale, value)} · ${formatDistance(locale, facts.travel.meters)}`
    case 'slack': {
      if (Math.round(value) === 0) return t('scoring:raw.onTheDot')
      const span = spanText(locale, Math.abs(value))
      return value > 0 ? t('scoring:raw.early', { span }) : t('scoring:raw.late', { span })
    }
    case 'load':
      return t('scoring:raw.load', { load: facts.openLoad, capacity: facts.capacity })
    case 'rating': {
      const stars = value.toFixed(1)
      return facts.votes === undefined || facts.votes === 0
        ? t('scoring:raw.rating', { stars })
        : t('scoring:raw.ratingVotes', { stars, count: facts.votes })
    }
    case 'skill-fit':
      return value === 0
        ? t('scoring:raw.exactSkill')
        : t('scoring:raw.surplus', { count: Math.round(value * 10) / 10 })
    case 'familiarity':
      return value === 0 ? t('scoring:raw.neverVisited') : t('scoring:raw.visits', { count: value })
    case 'fairness':
      return t('scoring:raw.fairness', { percent: Math.round(value) })
    case 'stability':
      return value === 1 ? t('scoring:raw.holds') : t('scoring:raw.change')
  }
}

/** Beyond this many minutes hours are easier to read. */
const mostMinutes = 99

const spanText = (locale: Locale, minutes: number): string =>
  minutes > mostMinutes ? formatSpan(locale, minutes * 60_000) : formatMinutes(locale, minutes)
