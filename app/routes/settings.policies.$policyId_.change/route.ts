import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { asPolicyEditor } from '../../policy/policy-editor.server.ts'
import { changePolicy } from './change-policy.server.ts'

/** Nobody comes here on purpose; policies are edited on their page. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/settings/policies/${params['policyId'] ?? ''}`)

export const action = (args: ActionFunctionArgs) =>
  asPolicyEditor(args, async (actor, policyId) => {
    const raw: unknown = await args.request.json().catch(() => null)
    const answer = await changePolicy(args.context, actor, { policyId, raw })
    return Response.json(answer, { status: answer.ok ? 200 : 400 })
  })
