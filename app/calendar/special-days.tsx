import { useTranslation } from 'react-i18next'
import { newId } from '../board/new-id.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Plus, X } from '../ui/icons.ts'
import { TextInput } from '../ui/inputs.tsx'
import { isDateFlawed, type CalendarDraft, type SpecialDay } from './calendar-draft.ts'
import { HoursRow } from './hours-row.tsx'

type SpecialDaysProps = { draft: CalendarDraft; onChange: (days: readonly SpecialDay[]) => void }

/** Holidays, and weekends that are worked. */
export function SpecialDays({ draft, onChange }: SpecialDaysProps) {
  const { t } = useTranslation('calendar')
  const { days } = draft
  const change = (key: string, part: Partial<SpecialDay>) =>
    onChange(days.map((day) => (day.key === key ? { ...day, ...part } : day)))
  return (
    <section aria-label={t('special.title')}>
      <h2>
        {t('special.title')}
        <span className="grow" />
        <Button
          icon={Plus}
          onClick={() => onChange([...days, { key: newId(), date: '', name: '', hours: [] }])}
        >
          {t('special.add')}
        </Button>
      </h2>
      <p className="settings-hint">{t('special.hint')}</p>
      {days.length === 0 ? <p className="muted">{t('special.none')}</p> : null}
      <ul className="special-days">
        {days.map((day) => {
          const flawed = isDateFlawed(draft, day)
          return (
            <li key={day.key}>
              <TextInput
                type="date"
                className="num"
                aria-label={t('special.date')}
                aria-invalid={flawed || undefined}
                value={day.date}
                onChange={({ target }) => change(day.key, { date: target.value })}
              />
              <TextInput
                aria-label={t('special.label')}
                placeholder={t('special.label')}
                maxLength={60}
                value={day.name}
                onChange={({ target }) => change(day.key, { name: target.value })}
              />
              <HoursRow
                day={day.name || day.date}
                hours={day.hours}
                onChange={(hours) => change(day.key, { hours })}
              />
              <IconButton
                label={t('special.remove', { date: day.date })}
                icon={X}
                onClick={() => onChange(days.filter(({ key }) => key !== day.key))}
              />
              {flawed ? (
                <p className="hours-flaw" role="alert">
                  {t('flaw.date')}
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
