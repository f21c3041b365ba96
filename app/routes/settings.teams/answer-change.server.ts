import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { changeTeam } from '#server/commands/change-team.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

export const answerChange = async ({ request, context }: ActionFunctionArgs, actor: Actor) => {
  const raw = await readJsonBody(request)
  return changeTeam(context, actor, raw)
}
