import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { asPolicyEditor } from '../../policy/policy-editor.server.ts'
import { answerPreview } from './preview-policy.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

/** Nobody comes here on purpose; the preview stands beside the policy. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/settings/policies/${params['policyId'] ?? ''}`)

export const action = (args: ActionFunctionArgs) =>
  asPolicyEditor(args, async (actor) => {
    const raw = await readJsonBody(args.request)
    const answer = await answerPreview(args.context, actor, raw)
    return Response.json(answer, { status: answer.ok ? 200 : 400 })
  })
