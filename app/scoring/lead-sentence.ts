import type { i18n } from 'i18next'
import type { Advice, Recommended } from '#domain/scoring/advice.ts'
import { compareScores, type Difference, type Reversal } from '#domain/scoring/compare.ts'
import type { ObjectiveName } from '#domain/scoring/policy.ts'
import { formatDistance, formatMinutes } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { formatLead, formatPoints } from './points.ts'

type Names = (engineerId: string) => string

/** "周建国 比 吴海峰 高 4.5：负荷更轻 +4.0，近 2.1 公里 +2.5，时效 −2.0。" `one` must not be behind. */
export function leadSentence(i18n: i18n, one: Recommended, other: Recommended, name: Names): string {
  const { t } = i18n
  const { total, parts } = compareScores(one.score, other.score)
  const names = { first: name(one.engineerId), second: name(other.engineerId) }
  const listed = parts
    .map((part) => `${partName(i18n, part, one, other)} ${formatLead(part.points)}`)
    .join(t('scoring:partSeparator'))
  if (total !== 0) return t('scoring:lead', { ...names, points: formatPoints(total), parts: listed })
  return listed === '' ? t('scoring:levelPlain', names) : t('scoring:level', { ...names, parts: listed })
}

/**
 * What speaks for the first is said as an advantage; what speaks against it has only its name, and so has the tenth that
 * rounding gives to one of two equal values.
 */
function partName(
  i18n: i18n,
  { objective, points }: Difference['parts'][number],
  one: Recommended,
  other: Recommended,
): string {
  const { t } = i18n
  const isAdvantage = points > 0 && objective !== 'slack' && !isSame(one, other, objective)
  if (!isAdvantage) return t(`scoring:short.${objective}`)
  if (objective !== 'travel') return t(`scoring:better.${objective}`)
  const nearer = other.travel.meters - one.travel.meters
  // Fewer minutes over more kilometres: by road that can be.
  if (nearer <= 0) return t('scoring:short.travel')
  return t('scoring:better.nearer', { distance: formatDistance(localeOf(i18n), nearer) })
}

const isSame = ({ raw }: Recommended, other: Recommended, objective: ObjectiveName): boolean =>
  JSON.stringify(raw[objective]) === JSON.stringify(other.raw[objective])

const localeOf = (i18n: i18n): Locale => (i18n.language === 'en' ? 'en' : 'zh-CN')

/** "周建国 再接 2 单，吴海峰 反超。" */
export function reversalSentence(
  i18n: i18n,
  reversal: Reversal,
  names: { first: string; second: string },
): string {
  const { t } = i18n
  switch (reversal.change) {
    case 'load':
      return t('scoring:reversal.load', { ...names, count: reversal.ticketsMore })
    case 'travel':
      return t('scoring:reversal.travel', {
        ...names,
        minutes: formatMinutes(localeOf(i18n), reversal.minutesMore),
      })
    case 'weight': {
      const { from, to } = reversal
      return t('scoring:reversal.weight', {
        ...names,
        objective: t(`scoring:objective.${reversal.objective}`),
        from,
        to,
      })
    }
  }
}

/** The first against the second, and what would turn it round; undefined where there are no two. */
export function aheadSentence(i18n: i18n, advice: Advice, name: Names): string | undefined {
  const [first, second] = advice.recommended
  if (!first || !second) return undefined
  const lead = leadSentence(i18n, first, second, name)
  const reversal = advice.ahead?.reversal
  if (!reversal) return lead
  const names = { first: name(first.engineerId), second: name(second.engineerId) }
  const gap = localeOf(i18n) === 'en' ? ' ' : ''
  return `${lead}${gap}${reversalSentence(i18n, reversal, names)}`
}

/** Why not this one: the rule that stands in the way, else by what the first is ahead. */
export function whyNotSentence(i18n: i18n, engineerId: string, advice: Advice, name: Names): string {
  const { t } = i18n
  const { recommended } = advice
  const [first] = recommended
  const own = recommended.find((one) => one.engineerId === engineerId)
  if (first && own) {
    if (own !== first) return leadSentence(i18n, first, own, name)
    return t('scoring:leads', { engineer: name(engineerId), score: formatPoints(first.score.total) })
  }
  const excluded = advice.excluded.find((one) => one.engineerId === engineerId)
  if (excluded) return rejectionSentence(i18n, excluded.rejection)
  return t('scoring:notListed', { engineer: name(engineerId), count: recommended.length })
}
