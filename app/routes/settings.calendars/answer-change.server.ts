import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { changeCalendar } from '#server/commands/change-calendar.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

export const answerChange = async ({ request, context }: ActionFunctionArgs, actor: Actor) => {
  const raw = await readJsonBody(request)
  return changeCalendar(context, actor, raw)
}
