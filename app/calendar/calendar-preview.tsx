import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import { workingMinutesLater } from '#domain/calendar/working-time.ts'
import type { Instant } from '#domain/instant.ts'
import { readLocalMoment } from '#domain/local-moment.ts'
import { formatTime } from '../i18n/format.ts'
import { useLocale } from '../i18n/i18n.ts'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/inputs.tsx'

const mostHours = 8_760

type CalendarPreviewProps = {
  /** Undefined while something is wrong with it. */
  calendar: WorkingCalendar | undefined
  /** Where it begins: `2026-11-20T16:00` on the clocks of the calendar. */
  first: string
}

/** When so many hours end, by what stands in the form now. */
export function CalendarPreview({ calendar, first }: CalendarPreviewProps) {
  const { t } = useTranslation('calendar')
  const locale = useLocale()
  const [hours, setHours] = useState('8')
  const [from, setFrom] = useState(first)
  const end = calendar && findEnd(calendar, from, Number(hours))
  return (
    <section className="calendar-preview" aria-label={t('preview.title')}>
      <h2>{t('preview.title')}</h2>
      <Field label={t('preview.hours')}>
        <TextInput
          type="number"
          className="num"
          min={0.5}
          max={mostHours}
          step={0.5}
          value={hours}
          onChange={({ target }) => setHours(target.value)}
        />
      </Field>
      <Field label={t('preview.from')}>
        <TextInput
          type="datetime-local"
          className="num"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
      </Field>
      <p className="calendar-end num" role="status">
        {calendar === undefined
          ? t('preview.broken')
          : end === undefined
            ? null
            : t('preview.ends', { end: formatTime(locale, end, calendar.timeZone, 'date-time') })}
      </p>
    </section>
  )
}

/** Undefined while the fields say no moment, or no time. */
function findEnd(calendar: WorkingCalendar, from: string, hours: number): Instant | undefined {
  const start = readLocalMoment(from, calendar.timeZone)
  const isTime = hours > 0 && hours <= mostHours
  return start === undefined || !isTime ? undefined : workingMinutesLater(calendar, start, hours * 60)
}
