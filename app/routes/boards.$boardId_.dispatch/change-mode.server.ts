import type { AppLoadContext } from '@remix-run/node'
import { setDispatchMode } from '#db/board-dispatch.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { maySetDispatchMode } from '#server/policies/board.ts'
import { dispatchModeChange } from '../../board/dispatch-mode.ts'

export async function changeMode(
  { database, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Actor,
  boardId: string,
  raw: unknown,
): Promise<{ ok: true } | Refusal> {
  if (!maySetDispatchMode(actor, boardId)) return refuse({ name: 'not-allowed' })
  const parsed = dispatchModeChange.safeParse(raw)
  if (!parsed.success) return refuse({ name: 'wrong-field', field: 'mode' })
  await setDispatchMode(database.kysely, { boardId, ...parsed.data, by: actorRef(actor), at: now() })
  return { ok: true }
}
