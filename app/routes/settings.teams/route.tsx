import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { createI18n } from '../../i18n/i18n.ts'
import { readPreferences } from '../../preferences/preferences.ts'
import { asSettingsAdmin } from '../../settings/as-settings-admin.server.ts'
import { TeamsScreen } from '../../teams/teams-screen.tsx'
import { answerChange } from './answer-change.server.ts'
import { loadTeams } from './load-teams.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asSettingsAdmin(args, async (actor) => {
    const { t } = createI18n(readPreferences(args.request).locale)
    const { searchParams } = new URL(args.request.url)
    return {
      ...(await loadTeams(args.context, searchParams.get('team'))),
      me: { name: actor.name, role: actor.role },
      isSaved: searchParams.has('saved'),
      title: t('team:title'),
    }
  })

export const action = (args: ActionFunctionArgs) =>
  asSettingsAdmin(args, async (actor) => {
    const answer = await answerChange(args, actor)
    if (!answer.ok) return { error: answer.rejection }
    throw redirect(`/settings/teams${answer.savedId === null ? '' : `?team=${answer.savedId}&saved=1`}`)
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Teams() {
  return <TeamsScreen {...useLoaderData<typeof loader>()} />
}
