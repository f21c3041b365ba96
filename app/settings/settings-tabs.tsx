import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import './settings.css'

const tabs = [
  { name: 'policies', to: '/settings/policies' },
  { name: 'calendars', to: '/settings/calendars' },
  { name: 'teams', to: '/settings/teams' },
  { name: 'outbound', to: '/settings/outbound' },
] as const

/** The settings that there are; the one that is open is the title of the screen. */
export function SettingsTabs({ active }: { active: (typeof tabs)[number]['name'] }) {
  const { t } = useTranslation(['frame', 'policy', 'calendar', 'team', 'outbound'])
  const names = {
    policies: t('policy:title'),
    calendars: t('calendar:title'),
    teams: t('team:title'),
    outbound: t('outbound:title'),
  }
  return (
    <nav className="settings-tabs" aria-label={t('frame:settings')}>
      {tabs.map(({ name, to }) =>
        name === active ? (
          <h1 key={name} aria-current="page" ref={bringIntoView}>
            {names[name]}
          </h1>
        ) : (
          <Link key={name} to={to}>
            {names[name]}
          </Link>
        ),
      )}
    </nav>
  )
}

/** Where the tabs have no room beside each other. */
const bringIntoView = (title: HTMLElement | null) =>
  title?.scrollIntoView({ block: 'nearest', inline: 'center' })
