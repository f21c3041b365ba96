import { useFetcher, useFetchers } from '@remix-run/react'
import { createContext, useContext } from 'react'
import { locales } from '../i18n/locale.ts'
import { themes } from '../ui/theme.ts'
import { defaultPreferences, type Preferences } from './preferences.ts'

const PreferencesContext = createContext(defaultPreferences)

export const PreferencesProvider = PreferencesContext.Provider
export const usePreferences = (): Preferences => useContext(PreferencesContext)

export const preferencesAction = '/preferences'

/** The saved preferences with the change that is on its way: a switch answers in the same frame. */
export function useShownPreferences(saved: Preferences): Preferences {
  const change = useFetchers().find(({ formAction }) => formAction === preferencesAction)?.formData
  if (!change) return saved
  const hotkeys = change.get('hotkeys')
  return {
    locale: locales.find((one) => one === change.get('locale')) ?? saved.locale,
    theme: themes.find((one) => one === change.get('theme')) ?? saved.theme,
    hotkeys: hotkeys === null ? saved.hotkeys : hotkeys === 'on',
  }
}

export function useChangePreference() {
  const fetcher = useFetcher({ key: 'preferences' })
  return (name: keyof Preferences, value: string) => {
    // Otherwise React may put the change off as a transition, and a switch that answers late feels broken.
    fetcher.submit({ [name]: value }, { method: 'post', action: preferencesAction, flushSync: true })
  }
}
