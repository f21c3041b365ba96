import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { changeCalendar } from '#server/commands/change-calendar.ts'

export const answerChange = async ({ request, context }: ActionFunctionArgs, actor: Actor) => {
  const raw: unknown = await request.json().catch(() => null)
  return changeCalendar(context, actor, raw)
}
