import { locales, pickLocale, type Locale } from '../i18n/locale.ts'
import { themes, type Theme } from '../ui/theme.ts'

/** What a browser remembers about how its person likes to see things. Holds nothing worth protecting. */
export type Preferences = {
  locale: Locale
  theme: Theme
  /** Single-key shortcuts. */
  hotkeys: boolean
}

export const defaultPreferences: Preferences = { locale: 'zh-CN', theme: 'system', hotkeys: true }

/** Cookies come from outside: whatever is not one of ours counts as absent. */
export function readPreferences(request: Request): Preferences {
  const cookies = parseCookies(request.headers.get('cookie') ?? '')
  const theme = cookies.get('theme')
  const locale = cookies.get('locale')
  return {
    locale: pickLocale(
      request,
      locales.find((one) => one === locale),
    ),
    theme: themes.find((one) => one === theme) ?? defaultPreferences.theme,
    hotkeys: cookies.get('hotkeys') !== 'off',
  }
}

function parseCookies(header: string): Map<string, string> {
  return new Map(
    header.split(';').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    }),
  )
}

/** `Set-Cookie` lines for what was changed, kept for a year. */
export function preferenceCookies(change: Partial<Preferences>): string[] {
  const values = {
    locale: change.locale,
    theme: change.theme,
    hotkeys: change.hotkeys === undefined ? undefined : change.hotkeys ? 'on' : 'off',
  }
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value ?? ''}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`)
}
