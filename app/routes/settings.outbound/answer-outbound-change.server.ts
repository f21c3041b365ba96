import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { changeOutbound } from '#server/commands/change-outbound.ts'
import { readJsonBody } from '../../session/json-body.server.ts'

/** Kept by nobody on the way: the answer may hold a secret. */
export const answerOutboundChange = async ({ request, context }: ActionFunctionArgs, actor: Actor) =>
  Response.json(await changeOutbound(context, actor, await readJsonBody(request)), {
    headers: { 'cache-control': 'no-store' },
  })
