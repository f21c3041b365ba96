import type { Locale } from './locale.ts'

/** Moments and spans are milliseconds; `now` and the time zone are always given, so that server and browser agree. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const units = {
  'zh-CN': { days: '天', hours: '时', minutes: '分', kilometers: '公里', meters: '米' },
  en: { days: 'd', hours: 'h', minutes: 'min', kilometers: 'km', meters: 'm' },
} as const

/**
 * Time left until `dueAt`, in whole minutes that have not yet passed: `0:26`, from a day on `3d 4h` or `3天4时`.
 * Late is told by a plus: `+0:42`, `+3d 4h`.
 */
export function formatCountdown(locale: Locale, dueAt: number, now: number): string {
  const left = dueAt - now
  return left < 0 ? `+${formatSpan(locale, -left)}` : formatSpan(locale, left)
}

/** `1:46` (hours and minutes) below a day, `3d 4h` or `3天4时` below ten, then whole days: nobody plans a month by the hour. */
export function formatSpan(locale: Locale, span: number): string {
  if (span < day) return `${Math.floor(span / hour)}:${padTwo(Math.floor((span % hour) / minute))}`
  const { days, hours } = units[locale]
  if (span >= 10 * day) return `${Math.floor(span / day)}${days}`
  const gap = locale === 'en' ? ' ' : ''
  return `${Math.floor(span / day)}${days}${gap}${Math.floor((span % day) / hour)}${hours}`
}

/** How long ago: `刚刚`, `42 分前`, `3 时前`, `2 天前`; in English `just now`, `42 min ago`, `3 h ago`, `2 d ago`. */
export function formatAge(locale: Locale, at: number, now: number): string {
  const age = now - at
  if (age < minute) return locale === 'en' ? 'just now' : '刚刚'
  const { days, hours, minutes } = units[locale]
  const text =
    age < hour
      ? `${Math.floor(age / minute)} ${minutes}`
      : age < day
        ? `${Math.floor(age / hour)} ${hours}`
        : `${Math.floor(age / day)} ${days}`
  return locale === 'en' ? `${text} ago` : `${text}前`
}

/** `12 分`, `12 min`; a part of a minute counts as one, for nobody arrives in zero minutes. */
export function formatMinutes(locale: Locale, minutes: number): string {
  return `${Math.max(1, Math.round(minutes))} ${units[locale].minutes}`
}

/** `850 米` below a kilometre (to 10 m), `4.1 公里` below a hundred, then whole kilometres. */
export function formatDistance(locale: Locale, meters: number): string {
  const { kilometers, meters: metersUnit } = units[locale]
  const tens = Math.round(meters / 10) * 10
  if (tens < 1000) return `${tens} ${metersUnit}`
  const kilometersValue = meters / 1000
  return `${kilometersValue < 99.95 ? kilometersValue.toFixed(1) : Math.round(kilometersValue)} ${kilometers}`
}

type ClockStyle = 'time' | 'time-with-seconds' | 'date-time' | 'date'

const clockStyles: Record<ClockStyle, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  'time-with-seconds': { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: { month: 'short', day: 'numeric' },
  'date-time': { month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
}

// Making a formatter costs far more than using it, and a board asks for thousands of times of day.
const clocks = new Map<string, Intl.DateTimeFormat>()

/** A moment on the clocks of an IANA time zone: `14:03`, `14:03:10`, `11月21日周五 14:03` or `11月21日`. */
export function formatTime(locale: Locale, at: number, timeZone: string, style: ClockStyle = 'time'): string {
  const key = `${locale} ${timeZone} ${style}`
  let clock = clocks.get(key)
  if (!clock) {
    clock = new Intl.DateTimeFormat(locale, { ...clockStyles[style], timeZone, hourCycle: 'h23' })
    clocks.set(key, clock)
  }
  return clock.format(at)
}

/** `510` is `08:30`. */
export function formatMinuteOfDay(minuteOfDay: number): string {
  return `${padTwo(Math.floor(minuteOfDay / 60))}:${padTwo(minuteOfDay % 60)}`
}

function padTwo(value: number): string {
  return String(value).padStart(2, '0')
}
