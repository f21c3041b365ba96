import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { asPolicyEditor } from '../../policy/policy-editor.server.ts'
import { PolicyScreen } from '../../policy/policy-screen.tsx'
import { loadPolicy } from './load-policy.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  asPolicyEditor(args, async (actor, policyId) => ({
    ...(await loadPolicy(args.context, policyId)),
    me: { name: actor.name, role: actor.role },
  }))

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.policy.name} · Paidan` : 'Paidan' },
]

export default function PolicyPage() {
  const props = useLoaderData<typeof loader>()
  // What was written elsewhere (a version put back, a draft published) begins a new editor; one's own saves do not.
  return (
    <PolicyScreen
      key={`${props.policy.id} ${props.newest.number} ${props.draft?.changedAt ?? 0}`}
      {...props}
    />
  )
}
