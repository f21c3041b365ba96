import clsx from 'clsx'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkingHours } from '#domain/calendar/working-calendar.ts'
import { formatMinuteOfDay } from '../i18n/format.ts'
import { IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { TextInput } from '../ui/inputs.tsx'
import { areHoursFlawed, readClock, withAnotherStretch } from './calendar-draft.ts'

const dayMinutes = 1_440
/** As many as a calendar takes. */
const mostStretches = 6

type HoursRowProps = {
  /** What the fields are called, for those who hear them. */
  day: string
  hours: readonly WorkingHours[]
  onChange: (hours: readonly WorkingHours[]) => void
}

/** The hours of one day: as a bar of 24 hours, and as times that can be typed. */
export function HoursRow({ day, hours, onChange }: HoursRowProps) {
  const { t } = useTranslation('calendar')
  const flawed = areHoursFlawed(hours)
  const change = (index: number, part: Partial<WorkingHours>) =>
    onChange(hours.map((one, other) => (other === index ? { ...one, ...part } : one)))
  return (
    <div className="hours-row">
      <div className={clsx('hours-bar', flawed && 'flawed')} aria-hidden="true">
        {hours.map(({ fromMinute, toMinute }, index) => (
          <i
            key={index}
            style={{
              left: `${(fromMinute / dayMinutes) * 100}%`,
              width: `${(Math.max(0, toMinute - fromMinute) / dayMinutes) * 100}%`,
            }}
          />
        ))}
      </div>
      <div className="hours-stretches">
        {hours.length === 0 ? <span className="muted">{t('off')}</span> : null}
        {hours.map(({ fromMinute, toMinute }, index) => {
          const names = { day, number: index + 1 }
          return (
            <span key={index} className="hours-stretch">
              <ClockInput
                label={t('from', names)}
                flawed={flawed}
                minute={fromMinute}
                onChange={(minute) => change(index, { fromMinute: minute })}
              />
              <span aria-hidden="true">–</span>
              <ClockInput
                label={t('to', names)}
                flawed={flawed}
                minute={toMinute}
                onChange={(minute) => change(index, { toMinute: minute })}
              />
              <IconButton
                label={t('removeSpan', names)}
                icon={X}
                onClick={() => onChange(hours.filter((_one, other) => other !== index))}
              />
            </span>
          )
        })}
        {hours.length < mostStretches ? (
          <IconButton
            label={t('addSpan', { day })}
            icon={Plus}
            onClick={() => onChange(withAnotherStretch(hours))}
          />
        ) : null}
      </div>
      {flawed ? (
        <p className="hours-flaw" role="alert">
          {t('flaw.reversed')}
        </p>
      ) : null}
    </div>
  )
}

type ClockInputProps = {
  label: string
  flawed: boolean
  minute: number
  onChange: (minute: number) => void
}

/** A time of 24 hours, whatever the browser's own field would show; `24:00` is the midnight that ends the day. */
function ClockInput({ label, flawed, minute, onChange }: ClockInputProps) {
  const shown = formatMinuteOfDay(minute)
  const [typed, setTyped] = useState(shown)
  useEffect(() => setTyped(shown), [shown])
  return (
    <TextInput
      className="num hours-clock"
      aria-label={label}
      aria-invalid={flawed || undefined}
      inputMode="numeric"
      maxLength={5}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        const read = readClock(target.value)
        if (read !== undefined && target.value.length === 5) onChange(read)
      }}
      onBlur={() => {
        const read = readClock(typed)
        // Whoever only passes through has changed nothing.
        if (read === undefined || read === minute) setTyped(shown)
        else onChange(read)
      }}
    />
  )
}
