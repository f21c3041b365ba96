import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarsScreen } from '../../calendar/calendars-screen.tsx'
import { createI18n } from '../../i18n/i18n.ts'
import { readPreferences } from '../../preferences/preferences.ts'
import { asSettingsAdmin } from '../../settings/as-settings-admin.server.ts'
import { answerChange } from './answer-change.server.ts'
import { loadCalendars } from './load-calendars.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asSettingsAdmin(args, async (actor) => {
    const { t } = createI18n(readPreferences(args.request).locale)
    const { searchParams } = new URL(args.request.url)
    return {
      ...(await loadCalendars(args.context, searchParams.get('calendar'), t('calendar:newName'))),
      me: { name: actor.name, role: actor.role },
      isSaved: searchParams.has('saved'),
      title: t('calendar:title'),
    }
  })

export const action = (args: ActionFunctionArgs) =>
  asSettingsAdmin(args, async (actor) => {
    const answer = await answerChange(args, actor)
    if (!answer.ok) return { error: answer.rejection }
    throw redirect(
      `/settings/calendars${answer.savedId === null ? '' : `?calendar=${answer.savedId}&saved=1`}`,
    )
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Calendars() {
  return <CalendarsScreen {...useLoaderData<typeof loader>()} />
}
