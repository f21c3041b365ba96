import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import type { WorkingCalendar } from '#domain/calendar/working-calendar.ts'
import type { Instant } from '#domain/instant.ts'
import { useRail } from '../session/use-rail.ts'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { CalendarDays, Plus } from '../ui/icons.ts'
import '../settings/settings-list.css'
import './calendar.css'
import { CalendarEditor } from './calendar-editor.tsx'
import { hoursPerWeek } from './calendar-draft.ts'

export type CalendarRow = {
  id: string
  name: string
  body: WorkingCalendar
  /** The published versions that count by it, the newest first. */
  uses: readonly { flow: string; number: number }[]
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
  const rail = useRail(me.role, 'settings')
  const chosen = calendars.find(({ id }) => id === chosenId)
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <SettingsTabs active="calendars" />
          <span className="muted">{t('subtitle')}</span>
          <span className="grow" />
          <ButtonLink look="primary" icon={Plus} to="?calendar=new">
            {t('create')}
          </ButtonLink>
        </>
      }
    >
      <div className="settings-list">
        <nav aria-label={t('title')}>
          <ul>
            {calendars.map((calendar) => (
              <li key={calendar.id}>
                <Link
                  className={clsx('settings-link', calendar === chosen && 'chosen')}
                  aria-current={calendar === chosen ? 'true' : undefined}
                  to={`?calendar=${calendar.isNew ? 'new' : calendar.id}`}
                >
                  <b>{calendar.name || t('newName')}</b>
                  <span className="num">{t('hours', { hours: hoursPerWeek(calendar.body) })}</span>
                  <span>
                    <UseText uses={calendar.uses} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
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
      </div>
    </AppFrame>
  )
}

function UseText({ uses }: Pick<CalendarRow, 'uses'>) {
  const { t } = useTranslation('calendar')
  const [newest] = uses
  if (!newest) return t('unused')
  return uses.length === 1 ? t('usedBy', newest) : t('usedByMore', { ...newest, count: uses.length })
}
