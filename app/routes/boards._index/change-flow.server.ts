import type { AppLoadContext } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import type { Refusal } from '#domain/rejection.ts'
import { chooseFlow } from '#server/commands/choose-flow.ts'
import { formText } from '../../session/form-text.ts'

/** Another flow for the new tickets of a board, if that is what the form asks for. */
export async function changeFlow(
  { database: { sql }, now }: AppLoadContext,
  actor: Actor,
  form: FormData,
): Promise<{ ok: true } | Refusal | undefined> {
  if (formText(form, 'intent') !== 'flow') return undefined
  const choice = { boardId: formText(form, 'boardId'), raw: formText(form, 'flowId') }
  return chooseFlow({ sql, now }, actor, choice)
}
