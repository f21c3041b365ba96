import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { createI18n } from '../../i18n/i18n.ts'
import { PoliciesScreen } from '../../policy/policies-screen.tsx'
import { asAdministrator } from '../../policy/policy-editor.server.ts'
import { readPreferences } from '../../preferences/preferences.ts'
import { changePolicies } from './change-policies.server.ts'
import { loadPolicies } from './load-policies.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asAdministrator(args, async (actor) => ({
    ...(await loadPolicies(args.context)),
    me: { name: actor.name, role: actor.role },
    title: createI18n(readPreferences(args.request).locale).t('policy:title'),
  }))

export const action = (args: ActionFunctionArgs) =>
  asAdministrator(args, async (actor) => {
    const answer = await changePolicies(args.context, actor, await args.request.formData())
    if (!answer.ok) return { error: answer.rejection }
    throw redirect(`/settings/policies/${answer.policyId}`)
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.title} · Paidan` : 'Paidan' },
]

export default function Policies() {
  const props = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <PoliciesScreen {...props} error={answer?.error} />
}
