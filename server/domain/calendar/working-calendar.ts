import { z } from 'zod'

const minuteOfDay = z.int().min(0).max(1_440)

/** A stretch of one day on the clocks of the calendar; 1,440 is the midnight that ends it. */
const span = z
  .object({ fromMinute: minuteOfDay, toMinute: minuteOfDay })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute)

/** The hours of one day in order; breaks are what lies between. None: nobody works. */
const hours = z
  .array(span)
  .max(6)
  .refine((spans) => spans.every(({ fromMinute }, index) => fromMinute >= (spans[index - 1]?.toMinute ?? 0)))

const isDate = (text: string): boolean => {
  const moment = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text)
}
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(isDate)

const isTimeZone = (text: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** When people work: a week, and the days that are not as the week says. */
export const calendarSchema = z.object({
  /** IANA. */
  timeZone: z.string().min(1).max(60).refine(isTimeZone),
  /** Monday first. Somebody works at some time, else no limit would ever end. */
  week: z
    .array(hours)
    .length(7)
    .refine((days) => days.some((spans) => spans.length > 0)),
  /** By date, YYYY-MM-DD: a holiday has no hours, a weekend that is worked has some. */
  days: z
    .record(date, z.object({ name: z.string().trim().max(60), hours }))
    .refine((days) => Object.keys(days).length <= 500),
})

export type WorkingCalendar = z.infer<typeof calendarSchema>
export type WorkingHours = z.infer<typeof span>
