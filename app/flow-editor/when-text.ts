import type { Instant } from '#domain/instant.ts'
import { formatTime } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'

/** Flows belong to no board, so times are on the clock of who looks: the time alone today, else with the day. */
export function whenText(locale: Locale, at: Instant, now: Instant): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const isToday = formatTime(locale, at, timeZone, 'date') === formatTime(locale, now, timeZone, 'date')
  return formatTime(locale, at, timeZone, isToday && now - at < dayMs ? 'time' : 'date-time')
}

export const clockText = (locale: Locale, at: Instant): string =>
  formatTime(locale, at, Intl.DateTimeFormat().resolvedOptions().timeZone, 'time-with-seconds')

const dayMs = 86_400_000
