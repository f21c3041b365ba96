import { useSyncExternalStore } from 'react'

export const themes = ['light', 'dark', 'system'] as const
/** What the person asked for. */
export type Theme = (typeof themes)[number]
/** What is on the screen. */
type ShownTheme = 'light' | 'dark'

const darkQuery = '(prefers-color-scheme: dark)'

/**
 * The server cannot know what the system prefers, so it answers `light`; this runs before the first paint and corrects it.
 * Only needed when the person follows the system.
 */
export const systemThemeScript = `if(matchMedia('${darkQuery}').matches)document.documentElement.dataset.theme='dark'`

function subscribeToSystem(onChange: () => void): () => void {
  const query = matchMedia(darkQuery)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

export function useShownTheme(theme: Theme): ShownTheme {
  const systemIsDark = useSyncExternalStore(
    subscribeToSystem,
    () => matchMedia(darkQuery).matches,
    () => false,
  )
  if (theme !== 'system') return theme
  return systemIsDark ? 'dark' : 'light'
}
