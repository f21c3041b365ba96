import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { createI18n } from '../../i18n/i18n.ts'
import { OutboundScreen } from '../../outbound/outbound-screen.tsx'
import { readPreferences } from '../../preferences/preferences.ts'
import { asSettingsAdmin } from '../../settings/as-settings-admin.server.ts'
import { answerOutboundChange } from './answer-outbound-change.server.ts'
import { loadOutbound } from './load-outbound.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asSettingsAdmin(args, async (actor) => {
    const { t } = createI18n(readPreferences(args.request).locale)
    return {
      ...(await loadOutbound(args.context)),
      me: { name: actor.name, role: actor.role },
      title: t('outbound:title'),
    }
  })

export const action = (args: ActionFunctionArgs) =>
  asSettingsAdmin(args, (actor) => answerOutboundChange(args, actor))

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Outbound() {
  return <OutboundScreen {...useLoaderData<typeof loader>()} />
}
