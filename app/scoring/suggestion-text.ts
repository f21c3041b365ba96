import type { i18n } from 'i18next'
import type { DispatchMode } from '#domain/scoring/engine-settings.ts'
import type { LeftToPeople } from '#domain/scoring/suggestion.ts'
import { formatPoints } from './points.ts'

/** Where people dispatch, that the engine does not is no news; that everybody was asked in vain is. */
export const saysWhyLeft = (mode: DispatchMode, { reason }: LeftToPeople): boolean =>
  mode === 'auto' || reason === 'all-asked'

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
    case 'engine-limit':
      return t('scoring:left.engineLimit', { count: left.limit })
    case 'all-asked':
      return t('scoring:left.allAsked', { count: left.asked })
    case 'taken-back':
      return t('scoring:left.takenBack')
  }
}
