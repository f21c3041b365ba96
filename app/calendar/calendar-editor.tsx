import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkingHours } from '#domain/calendar/working-calendar.ts'
import type { Rejection } from '#domain/rejection.ts'
import { rejectionSentence } from '../i18n/rejection-sentence.ts'
import { AskBeforeLeaving } from '../settings/ask-before-leaving.tsx'
import { RemoveButton } from '../settings/remove-button.tsx'
import { Banner } from '../ui/banner.tsx'
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
  const { t, i18n } = useTranslation('calendar')
  const { id, uses } = calendar
  const [draft, setDraft] = useState(() => toDraft(calendar.name, calendar.body))
  const [edited, setEdited] = useState(false)
  const changed = edited || calendar.isNew
  const fetcher = useFetcher<{ error: Rejection }>()
  const busy = fetcher.state !== 'idle'
  const error = busy ? undefined : fetcher.data?.error
  const body = readDraft(draft)
  const isNamed = draft.name.trim() !== ''
  const edit = (part: Partial<CalendarDraft>) => {
    setDraft({ ...draft, ...part })
    setEdited(true)
  }
  const submit = (change: object) =>
    fetcher.submit(JSON.stringify(change), { method: 'post', encType: 'application/json' })
  const setDay = (index: number, hours: readonly WorkingHours[]) =>
    edit({ week: draft.week.with(index, hours) })
  return (
    <form
      className="settings-editor"
      onSubmit={(event) => {
        event.preventDefault()
        if (body && isNamed) submit({ change: 'save', id, name: draft.name.trim(), calendar: body })
      }}
    >
      <div className="calendar-head">
        <Field label={t('name')} required error={isNamed ? undefined : t('flaw.name')}>
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
      <footer>
        {error ? (
          <Banner tone="bad">{rejectionSentence(i18n, error)}</Banner>
        ) : (
          <p className="settings-hint">{t('effect')}</p>
        )}
        <div className="settings-actions">
          {calendar.isNew ? null : (
            <RemoveButton
              words={{
                remove: t('remove'),
                title: t('removeTitle', { name: calendar.name }),
                text: t('removeText'),
                cancel: t('cancel'),
              }}
              kept={uses.length > 0 ? t('keepsUsed') : undefined}
              busy={busy}
              onRemove={() => submit({ change: 'delete', id })}
            />
          )}
          <span className="grow" />
          <span className="muted" role="status">
            {isSaved && !changed ? t('saved') : null}
          </span>
          <Button look="primary" type="submit" busy={busy} disabled={!changed || !body || !isNamed}>
            {t('save')}
          </Button>
        </div>
      </footer>
      <AskBeforeLeaving unsaved={edited && !busy} name={draft.name.trim() || calendar.name || t('newName')} />
    </form>
  )
}
