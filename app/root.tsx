import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './ui/tokens.css'
import './board/stages.css'
import './ui/base.css'
import './ui/buttons.css'
import './ui/fields.css'
import './ui/marks.css'
import './ui/floating.css'
import './ui/page-states.css'
import './ui/switch.css'
import './ui/frame.css'
import latinFont from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { useMemo, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { BoardSkeleton } from './board/board-skeleton.tsx'
import { useOpeningBoard } from './board/use-opening-board.ts'
import { ErrorScreen } from './error-screen.tsx'
import { createI18n } from './i18n/i18n.ts'
import { PreferencesProvider, useShownPreferences } from './preferences/preferences-context.tsx'
import { defaultPreferences, readPreferences } from './preferences/preferences.ts'
import { systemThemeScript, useShownTheme } from './ui/theme.ts'
import { ToastHost } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

/** Reads nothing but the request: the error pages need it when the database is away. */
export function loader({ request }: LoaderFunctionArgs) {
  const { pathname, search } = new URL(request.url)
  return {
    preferences: readPreferences(request),
    request: { id: request.headers.get('x-request-id') ?? undefined, path: pathname + search },
  }
}

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'preload', href: latinFont, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
]

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: createI18n(data?.preferences.locale ?? defaultPreferences.locale).t('terms:product') },
]

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  const preferences = useShownPreferences(data?.preferences ?? defaultPreferences)
  const { locale, theme } = preferences
  const i18n = useMemo(() => createI18n(locale), [locale])
  const shownTheme = useShownTheme(theme)
  return (
    // The script may have changed the theme before React saw it.
    <html lang={locale} data-theme={shownTheme} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        {theme === 'system' ? <script dangerouslySetInnerHTML={{ __html: systemThemeScript }} /> : null}
        <Meta />
        <Links />
      </head>
      <body>
        <PreferencesProvider value={preferences}>
          <I18nextProvider i18n={i18n}>
            <TooltipProvider>
              {children}
              <ToastHost />
            </TooltipProvider>
          </I18nextProvider>
        </PreferencesProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return useOpeningBoard() ? <BoardSkeleton /> : <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const { pathname, search } = useLocation()
  const request = useRouteLoaderData<typeof loader>('root')?.request
  // After a move inside the page the root's data are of an earlier request, and its id would mislead.
  const reference = request?.path === pathname + search ? request.id : undefined
  return <ErrorScreen error={error} reference={reference} />
}
