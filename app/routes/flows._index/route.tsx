import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { FlowsScreen } from '../../flow-editor/flows-screen.tsx'
import { createI18n } from '../../i18n/i18n.ts'
import { readPreferences } from '../../preferences/preferences.ts'
import { asPerson } from '../../session/session.server.ts'
import { changeFlows } from './change-flows.server.ts'
import { loadFlows } from './load-flows.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPerson(args, async (actor) => ({
    ...(await loadFlows(args.context, actor)),
    me: { name: actor.name, role: actor.role },
    title: createI18n(readPreferences(args.request).locale).t('flow:title'),
  }))

export const action = (args: ActionFunctionArgs) =>
  asPerson(args, async (actor) => {
    const answer = await changeFlows(args.context, actor, await args.request.formData())
    if (!answer.ok) return { error: answer.rejection }
    throw redirect(answer.flowId === undefined ? '/flows' : `/flows/${answer.flowId}`)
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Flows() {
  const props = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <FlowsScreen {...props} error={answer?.error} />
}
