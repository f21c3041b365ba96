import { useLocation } from '@remix-run/react'
import { Globe, Moon, Sun } from '#app/ui/icons.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../ui/button.tsx'
import { useShownTheme } from '../ui/theme.ts'
import { preferencesAction, useChangePreference, usePreferences } from './preferences-context.tsx'
import type { Preferences } from './preferences.ts'

type SwitchFormProps = { name: keyof Preferences; value: string; children: ReactNode }

/** A plain form that also works before, or without, script; with script the page stays where it is. */
function SwitchForm({ name, value, children }: SwitchFormProps) {
  const { pathname, search } = useLocation()
  const change = useChangePreference()
  return (
    <form
      method="post"
      action={preferencesAction}
      onSubmit={(event) => {
        event.preventDefault()
        change(name, value)
      }}
    >
      <input type="hidden" name={name} value={value} />
      <input type="hidden" name="returnTo" value={pathname + search} />
      {children}
    </form>
  )
}

/** Names the other language in that language, for whoever cannot read this one. */
export function LanguageSwitch() {
  const { t } = useTranslation('frame')
  const { locale } = usePreferences()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <SwitchForm name="locale" value={other}>
      <Button type="submit" look="bare" icon={Globe} lang={other} title={t('switchLanguage')}>
        {t('otherLanguage')}
      </Button>
    </SwitchForm>
  )
}

type ThemeSwitchProps = { side?: 'right' | 'bottom' }

export function ThemeSwitch({ side = 'bottom' }: ThemeSwitchProps) {
  const { t } = useTranslation('frame')
  const shown = useShownTheme(usePreferences().theme)
  return (
    <SwitchForm name="theme" value={shown === 'dark' ? 'light' : 'dark'}>
      <IconButton
        type="submit"
        label={shown === 'dark' ? t('toLight') : t('toDark')}
        icon={shown === 'dark' ? Sun : Moon}
        side={side}
      />
    </SwitchForm>
  )
}
