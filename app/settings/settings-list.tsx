import { Link } from '@remix-run/react'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '#domain/actor.ts'
import { useRail } from '../session/use-rail.ts'
import { ButtonLink } from '../ui/button.tsx'
import { AppFrame } from '../ui/frame.tsx'
import { Plus } from '../ui/icons.ts'
import './settings-list.css'
import { SettingsTabs } from './settings-tabs.tsx'

/** A published version of a flow. */
export type Use = { flow: string; number: number }

type SettingsListProps = {
  me: { name: string; role: Role }
  tab: 'calendars' | 'teams'
  words: { title: string; subtitle: string; create: string }
  /** Where a new one is made. */
  createAt: string
  entries: readonly { id: string; to: string; name: string; about: string; uses: readonly Use[] }[]
  chosenId: string | undefined
  /** The form of the one that is chosen. */
  children: ReactNode
}

/** The screen of what flows name by its id: what there is of it, which versions use it, and one of them to be changed. */
export function SettingsList({ me, tab, words, createAt, entries, chosenId, children }: SettingsListProps) {
  const rail = useRail(me.role, 'settings')
  return (
    <AppFrame
      person={me}
      rail={rail}
      top={
        <>
          <SettingsTabs active={tab} />
          <span className="settings-subtitle">{words.subtitle}</span>
          <span className="grow" />
          <ButtonLink look="primary" icon={Plus} to={createAt}>
            {words.create}
          </ButtonLink>
        </>
      }
    >
      <div className="settings-list">
        <nav aria-label={words.title}>
          <ul>
            {entries.map(({ id, to, name, about, uses }) => (
              <li key={id}>
                <Link
                  className={clsx('settings-link', id === chosenId && 'chosen')}
                  aria-current={id === chosenId ? 'true' : undefined}
                  to={to}
                >
                  <b>{name}</b>
                  <span className="num">{about}</span>
                  <span>
                    <UseText uses={uses} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
    </AppFrame>
  )
}

/** @param uses the newest first */
function UseText({ uses }: { uses: readonly Use[] }) {
  const { t } = useTranslation('settings')
  const [newest] = uses
  if (!newest) return t('used.not')
  return uses.length === 1 ? t('used.by', newest) : t('used.byMore', { ...newest, count: uses.length })
}
