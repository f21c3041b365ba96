import type { Transaction } from '#db/client.ts'
import { findEngineShare } from '#db/board-dispatch.ts'
import type { BoardFacts, DecisionContext } from '#domain/decide/board-facts.ts'
import type { AssignFacts } from '#domain/decide/decide-assignment.ts'
import { hours } from '#domain/instant.ts'
import { dispatchEngineId } from '#domain/dispatch-engine.ts'

/**
 * What the engine has handed to the engineer within the hour. Counted while the engineer is locked: two of its assignments
 * at once are counted one after the other.
 */
export async function withEngineShare(
  tx: Transaction,
  facts: BoardFacts,
  { engineerId }: { engineerId: string | null },
  { now, actor }: DecisionContext,
): Promise<{ ok: true; facts: AssignFacts }> {
  if (actor.id !== dispatchEngineId || engineerId === null) return { ok: true, facts }
  const engineShare = await findEngineShare(tx, {
    boardId: facts.board.id,
    engineerId,
    engineId: actor.id,
    since: now - hours(1),
  })
  return { ok: true, facts: { ...facts, engineShare } }
}
