import type { i18n } from 'i18next'
import type { LeftToPeople } from '#domain/scoring/suggestion.ts'
import { formatPoints } from './points.ts'

/** Why the engine has not sent the first by itself, with its numbers. */
export function leftSentence({ t }: i18n, left: LeftToPeople): string {
  switch (left.reason) {
    case 'nobody':
      return t('scoring:left.nobody')
    case 'below-floor':
      return t('scoring:left.belowFloor', { floor: formatPoints(left.floor) })
    case 'lead-too-small':
      return t('scoring:left.leadTooSmall', {
        lead: formatPoints(left.lead),
        needed: formatPoints(left.needed),
      })
    case 'taken-back':
      return t('scoring:left.takenBack')
  }
}
