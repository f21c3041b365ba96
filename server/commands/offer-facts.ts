import type { Transaction } from '#db/client.ts'
import { findOfferSeconds } from '#db/board-dispatch.ts'
import type { BoardFacts, DecisionContext } from '#domain/decide/board-facts.ts'
import type { OfferFacts } from '#domain/decide/decide-offer.ts'
import { withEngineShare } from './engine-share.ts'

/** How long an offer stands on this board, and how much the engine may still offer. */
export async function withOfferFacts(
  tx: Transaction,
  facts: BoardFacts,
  input: { engineerId: string | null },
  context: DecisionContext,
): Promise<{ ok: true; facts: OfferFacts }> {
  const [complete, offerSeconds] = await Promise.all([
    withEngineShare(tx, facts, input, context),
    findOfferSeconds(tx, facts.board.id),
  ])
  return { ok: true, facts: { ...complete.facts, offerSeconds } }
}
