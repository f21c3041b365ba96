import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { asPolicyEditor } from '../../policy/policy-editor.server.ts'
import { changePolicy } from './change-policy.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

/** Nobody comes here on purpose; policies are edited on their page. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/settings/policies/${params['policyId'] ?? ''}`)

export const action = (args: ActionFunctionArgs) =>
  asPolicyEditor(args, async (actor, policyId) => {
    const raw = await readJsonBody(args.request)
    const answer = await changePolicy(args.context, actor, { policyId, raw })
    return Response.json(answer, { status: answer.ok ? 200 : 400 })
  })
