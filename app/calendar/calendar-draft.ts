import { calendarSchema, type WorkingCalendar, type WorkingHours } from '#domain/calendar/working-calendar.ts'

/** A calendar while it is edited: special days are a list, for two of them may have the same date for a moment, or none. */
export type CalendarDraft = {
  name: string
  timeZone: string
  week: readonly (readonly WorkingHours[])[]
  days: readonly SpecialDay[]
}

export type SpecialDay = { key: string; date: string; name: string; hours: readonly WorkingHours[] }

export const toDraft = (name: string, { timeZone, week, days }: WorkingCalendar): CalendarDraft => ({
  name,
  timeZone,
  week,
  days: Object.entries(days)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([date, day]) => ({ key: date, date, ...day })),
})

/** What the draft says, or undefined while it cannot be: `flawsOf` says where. */
export function readDraft({ timeZone, week, days }: CalendarDraft): WorkingCalendar | undefined {
  if (new Set(days.map(({ date }) => date)).size < days.length) return undefined
  const byDate = Object.fromEntries(days.map(({ date, name, hours }) => [date, { name, hours }]))
  return calendarSchema.safeParse({ timeZone, week, days: byDate }).data
}

/** Stretches that end before they begin, or lie over another. */
export const areHoursFlawed = (hours: readonly WorkingHours[]): boolean =>
  hours.some(
    ({ fromMinute, toMinute }, index) =>
      fromMinute >= toMinute || fromMinute < (hours[index - 1]?.toMinute ?? 0),
  )

export const isNobodyWorking = ({ week }: CalendarDraft): boolean => week.every((hours) => hours.length === 0)

export const isDateFlawed = ({ days }: CalendarDraft, { key, date }: SpecialDay): boolean =>
  date === '' || days.some((other) => other.key !== key && other.date === date)

/** Where there is nothing yet, a working day; behind what there is, the next hour that is free. */
export function withAnotherStretch(hours: readonly WorkingHours[]): readonly WorkingHours[] {
  const last = hours.at(-1)
  if (!last) return [{ fromMinute: 540, toMinute: 1_080 }]
  const fromMinute = Math.min(last.toMinute + 60, 1_380)
  return [...hours, { fromMinute, toMinute: Math.min(fromMinute + 180, 1_440) }]
}

export const hoursPerWeek = ({ week }: Pick<CalendarDraft, 'week'>): number => {
  const count = week.flat().reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0)
  return Math.round(count / 6) / 10
}

/** `18:30`, `8:30`, `8` or `24:00` as minutes of the day; undefined while it is no time. */
export function readClock(text: string): number | undefined {
  const match = /^\s*(\d{1,2})(?:[:：](\d\d))?\s*$/.exec(text)
  if (!match) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  return minute < 60 && hour * 60 + minute <= 1_440 ? hour * 60 + minute : undefined
}
