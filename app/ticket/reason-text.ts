import type { i18n } from 'i18next'
import type { Rejection } from '#domain/rejection.ts'
import { formatMinuteOfDay, formatMinutes } from '../i18n/format.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'

/** Why an engineer cannot take a ticket, beside the engineer's name; what is no rule about people gets its whole sentence. */
export function reasonText(i18n: i18n, rejection: Rejection): string {
  const { t } = i18n
  if (rejection.name === 'skill-missing') {
    const { skill, has, needed } = rejection
    return has === 0
      ? t('ticket:reason.skillNone', { skill })
      : t('ticket:reason.skill', { skill, has, needed })
  }
  if (rejection.name === 'off-shift')
    return t('ticket:reason.offShift', {
      from: formatMinuteOfDay(rejection.fromMinute),
      to: formatMinuteOfDay(rejection.toMinute),
    })
  if (rejection.name === 'at-capacity')
    return t('ticket:reason.full', { load: rejection.load, capacity: rejection.capacity })
  if (rejection.name === 'customer-wish') return t('scoring:against.wish')
  if (rejection.name === 'outside-region')
    return rejection.district === ''
      ? t('scoring:against.noDistrict')
      : t('scoring:against.region', { district: rejection.district })
  const minutes = (count: number) => formatMinutes(i18n.language === 'en' ? 'en' : 'zh-CN', count)
  if (rejection.name === 'travel-too-long')
    return t('scoring:against.travel', {
      minutes: minutes(rejection.minutes),
      limit: minutes(rejection.limit),
    })
  if (rejection.name === 'arrives-late')
    return t('scoring:against.late', { minutes: minutes(rejection.minutes) })
  return rejectionSentence(i18n, rejection)
}
