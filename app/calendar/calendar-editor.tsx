import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkingHours } from '#domain/calendar/working-calendar.ts'
import { AskBeforeLeaving } from '../settings/ask-before-leaving.tsx'
import { SettingsFooter } from '../settings/settings-footer.tsx'
import { useSettingsChange } from '../settings/use-settings-change.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { hoursPerWeek, isNobodyWorking, readDraft, toDraft, type CalendarDraft } from './calendar-draft.ts'
import { CalendarPreview } from './calendar-preview.tsx'
import type { CalendarRow } from './calendars-screen.tsx'
import { HoursRow } from './hours-row.tsx'
import { SpecialDays } from './special-days.tsx'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

type CalendarEditorProps = {
  calendar: CalendarRow
  timeZones: readonly string[]
  previewFrom: string
  /** It has just been saved. */
  isSaved: boolean
}

/** One calendar: its week, its special days, and what follows from them. Nothing is saved before it is said. */
export function CalendarEditor({ calendar, timeZones, previewFrom, isSaved }: CalendarEditorProps) {
  const { t } = useTranslation(['calendar', 'settings'])
  const { id, uses } = calendar
  const [draft, setDraft] = useState(() => toDraft(calendar.name, calendar.body))
  const [edited, setEdited] = useState(false)
  const changed = edited || calendar.isNew
  const { ask, busy, error } = useSettingsChange()
  const body = readDraft(draft)
  const isNamed = draft.name.trim() !== ''
  const edit = (part: Partial<CalendarDraft>) => {
    setDraft({ ...draft, ...part })
    setEdited(true)
  }
  const setDay = (index: number, hours: readonly WorkingHours[]) =>
    edit({ week: draft.week.with(index, hours) })
  return (
    <form
      className="settings-editor"
      onSubmit={(event) => {
        event.preventDefault()
        if (body && isNamed) ask({ change: 'save', id, name: draft.name.trim(), calendar: body })
      }}
    >
      <div className="calendar-head">
        <Field label={t('name')} required error={isNamed || !edited ? undefined : t('settings:nameMissing')}>
          <TextInput
            value={draft.name}
            maxLength={60}
            onChange={({ target }) => edit({ name: target.value })}
          />
        </Field>
        <Field label={t('timeZone')}>
          <Select value={draft.timeZone} onChange={({ target }) => edit({ timeZone: target.value })}>
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <section aria-label={t('week')}>
        <h2>
          {t('week')}
          <span className="muted num">{t('hours', { hours: hoursPerWeek(draft) })}</span>
          <span className="grow" />
          <Button
            look="bare"
            className="at-edge"
            onClick={() =>
              edit({ week: draft.week.map((hours, index) => (index < 5 ? (draft.week[0] ?? []) : hours)) })
            }
          >
            {t('copyDown')}
          </Button>
        </h2>
        <ul className="week">
          {weekdays.map((weekday, index) => (
            <li key={weekday}>
              <b>{t(`weekday.${weekday}`)}</b>
              <HoursRow
                day={t(`weekday.${weekday}`)}
                hours={draft.week[index] ?? []}
                onChange={(hours) => setDay(index, hours)}
              />
            </li>
          ))}
        </ul>
        {isNobodyWorking(draft) ? (
          <p className="hours-flaw" role="alert">
            {t('flaw.nobody')}
          </p>
        ) : (
          <p className="settings-hint">{t('midnight')}</p>
        )}
      </section>
      <SpecialDays draft={draft} onChange={(days) => edit({ days })} />
      <CalendarPreview calendar={body} first={previewFrom} />
      <SettingsFooter
        error={error}
        effect={t('effect')}
        busy={busy}
        isSaved={isSaved && !changed}
        maySave={changed && body !== undefined && isNamed}
        removal={
          calendar.isNew
            ? undefined
            : {
                words: {
                  remove: t('remove'),
                  title: t('removeTitle', { name: calendar.name }),
                  text: t('removeText'),
                },
                uses,
                onRemove: () => ask({ change: 'delete', id }),
              }
        }
      />
      <AskBeforeLeaving unsaved={edited && !busy} name={draft.name.trim() || calendar.name || t('newName')} />
    </form>
  )
}
