import type { ActionFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { mayChangeSettings } from '#server/policies/settings.ts'
import { asPerson, refusePage } from '../session/session.server.ts'

/** As `asPerson`, for those who may change the settings; the others get the page that says so. */
export const asSettingsAdmin = <T>(
  args: ActionFunctionArgs,
  work: (actor: Extract<Actor, { kind: 'person' }>) => Promise<T>,
): Promise<T> =>
  asPerson(args, (actor) => {
    if (!mayChangeSettings(actor)) throw refusePage({ name: 'not-allowed' }, 403)
    return work(actor)
  })
