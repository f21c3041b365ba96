import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Instant } from '#domain/instant.ts'
import { SettingsList, type Use } from '../settings/settings-list.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { CalendarDays } from '../ui/icons.ts'
import './calendar.css'
import { CalendarEditor } from './calendar-editor.tsx'
import { hoursPerWeek } from './calendar-draft.ts'

export type CalendarRow = {
  id: string
  name: string
  body: WorkingCalendar
  /** The published versions that count by it, the newest first. */
  uses: readonly Use[]
  /** Not saved yet. */
  isNew: boolean
  changedAt: Instant
}

export type CalendarsScreenProps = {
  me: { name: string; role: Role }
  calendars: readonly CalendarRow[]
  chosenId: string | null
  timeZones: readonly string[]
  /** Where the trial begins: the next Friday afternoon. */
  previewFrom: string
  isSaved: boolean
}

/** When people work, by which the time limits of flows are counted. */
export function CalendarsScreen({ me, calendars, chosenId, ...editing }: CalendarsScreenProps) {
  const { t } = useTranslation('calendar')
  const chosen = calendars.find(({ id }) => id === chosenId)
  return (
    <SettingsList
      me={me}
      tab="calendars"
      words={{ title: t('title'), subtitle: t('subtitle'), create: t('create') }}
      createAt="?calendar=new"
      entries={calendars.map((calendar) => ({
        id: calendar.id,
        to: `?calendar=${calendar.isNew ? 'new' : calendar.id}`,
        name: calendar.name || t('newName'),
        about: t('hours', { hours: hoursPerWeek(calendar.body) }),
        uses: calendar.uses,
      }))}
      chosenId={chosen?.id}
    >
      {chosen ? (
        // A new one is given another id whenever the page is read again, as it is after a refusal.
        <CalendarEditor
          key={chosen.isNew ? 'new' : `${chosen.id} ${chosen.changedAt}`}
          calendar={chosen}
          {...editing}
        />
      ) : (
        <EmptyState icon={CalendarDays} title={t('empty.title')} text={t('empty.text')} />
      )}
    </SettingsList>
  )
}
