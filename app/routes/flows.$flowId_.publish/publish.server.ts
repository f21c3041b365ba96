import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { id } from '#contract/fields.ts'
import { refuse } from '#domain/rejection.ts'
import { publishFlow } from '#server/commands/publish-flow.ts'
import { reviewFlow } from '#server/commands/review-flow.ts'
import { answerAsJson } from '../../flow-editor/answer-as-json.server.ts'
import { asPerson } from '../../session/session.server.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

export const answerReview = ({ request, context, params }: LoaderFunctionArgs) =>
  asPerson({ request, context }, async (actor) => {
    const flowId = id.safeParse(params['flowId'])
    return answerAsJson(
      flowId.success ? await reviewFlow(context, actor, flowId.data) : refuse({ name: 'flow-not-found' }),
    )
  })

export const answerPublish = ({ request, context, params }: ActionFunctionArgs) =>
  asPerson({ request, context }, async (actor) => {
    const flowId = id.safeParse(params['flowId'])
    const raw = await readJsonBody(request)
    return answerAsJson(
      flowId.success
        ? await publishFlow(context, actor, { flowId: flowId.data, raw })
        : refuse({ name: 'flow-not-found' }),
    )
  })
