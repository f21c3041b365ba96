import type { AppLoadContext } from '@remix-run/node'
import { setEngine } from '#db/board-dispatch.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { mayChangeEngine } from '#server/policies/board.ts'
import { engineChange } from '../../board/engine-change.ts'

export async function changeEngine(
  { database, now }: Pick<AppLoadContext, 'database' | 'now'>,
  actor: Actor,
  boardId: string,
  raw: unknown,
): Promise<{ ok: true } | Refusal> {
  if (!mayChangeEngine(actor, boardId)) return refuse({ name: 'not-allowed' })
  const parsed = engineChange.safeParse(raw)
  if (!parsed.success)
    return refuse({ name: 'wrong-field', field: parsed.error.issues[0]?.path.join('.') || 'engine' })
  await setEngine(database.kysely, { boardId, ...parsed.data, by: actorRef(actor), at: now() })
  return { ok: true }
}
