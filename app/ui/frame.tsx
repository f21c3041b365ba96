import { Link, useSubmit } from '@remix-run/react'
import type { LucideIcon } from '#app/ui/icons.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NoticeBell } from '../notices/notice-bell.tsx'
import { useChangePreference, usePreferences } from '../preferences/preferences-context.tsx'
import { ThemeSwitch } from '../preferences/preference-switches.tsx'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { Menu, type MenuEntry } from './menu.tsx'
import { themes } from './theme.ts'
import { Tooltip } from './tooltip.tsx'

type RailItem = { href: string; label: string; icon: LucideIcon; active: boolean }

type AppFrameProps = {
  rail: readonly RailItem[]
  person: { name: string }
  /** What stands in the top bar, from left to right. */
  top: ReactNode
  children: ReactNode
}

/** Rail, top bar and the work: around every screen of somebody who has signed in. */
export function AppFrame({ rail, person, top, children }: AppFrameProps) {
  const { t } = useTranslation('frame')
  return (
    <div className="app">
      <a className="btn skip" href="#work">
        {t('skipToContent')}
      </a>
      <nav className="rail" aria-label={t('mainNavigation')}>
        <Mark />
        <ul>
          {rail.map((item) => (
            <li key={item.href}>
              <Tooltip text={item.label} side="right">
                <Link
                  className="rail-item"
                  to={item.href}
                  aria-label={item.label}
                  aria-current={item.active ? 'page' : undefined}
                >
                  <Icon of={item.icon} size={18} />
                </Link>
              </Tooltip>
            </li>
          ))}
        </ul>
        <div className="rail-foot">
          <NoticeBell />
          <ThemeSwitch side="right" />
          <PersonMenu name={person.name} />
        </div>
      </nav>
      <header className="top">{top}</header>
      <main className="work" id="work" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

/** The sign of the product, and the way home. */
export function Mark() {
  const { t } = useTranslation(['terms', 'frame'])
  return (
    <Link className="mark" to="/" aria-label={t('frame:home')}>
      {t('terms:mark')}
    </Link>
  )
}

function PersonMenu({ name }: { name: string }) {
  const { t } = useTranslation('frame')
  const { locale, theme, hotkeys } = usePreferences()
  const change = useChangePreference()
  const submit = useSubmit()
  const themeLabels = { light: t('themeLight'), dark: t('themeDark'), system: t('themeSystem') }

  const entries: MenuEntry[] = [
    { kind: 'heading', id: 'name', label: name },
    {
      kind: 'choice',
      id: 'zh-CN',
      label: '中文',
      chosen: locale === 'zh-CN',
      onSelect: () => change('locale', 'zh-CN'),
    },
    {
      kind: 'choice',
      id: 'en',
      label: 'English',
      chosen: locale === 'en',
      onSelect: () => change('locale', 'en'),
    },
    { kind: 'line', id: 'line-1' },
    { kind: 'heading', id: 'appearance', label: t('appearance') },
    ...themes.map((one) => ({
      kind: 'choice' as const,
      id: one,
      label: themeLabels[one],
      chosen: theme === one,
      onSelect: () => change('theme', one),
    })),
    { kind: 'line', id: 'line-2' },
    {
      kind: 'choice',
      id: 'hotkeys',
      label: t('hotkeys'),
      chosen: hotkeys,
      onSelect: () => change('hotkeys', hotkeys ? 'off' : 'on'),
    },
    { kind: 'line', id: 'line-3' },
    {
      kind: 'action',
      id: 'sign-out',
      label: t('signOut'),
      onSelect: () => submit(null, { method: 'post', action: '/logout' }),
    },
  ]
  return (
    <Menu
      label={t('personMenu', { name })}
      side="right"
      align="end"
      entries={entries}
      trigger={
        <button type="button" className="rail-person" aria-label={t('personMenu', { name })}>
          <Avatar name={name} me />
        </button>
      }
    />
  )
}
