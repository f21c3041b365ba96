import type { ActorRef } from '../actor.ts'
import type { Instant } from '../instant.ts'

/**
 * A ticket that nobody holds and that engineers are asked to take: one of them, who has until `expiresAt` to answer, or all
 * who may, of whom the first gets it.
 */
export type TicketOffer = { id: string; offeredAt: Instant; by: ActorRef['kind'] } & (
  { to: 'engineer'; engineerId: string; expiresAt: Instant } | { to: 'pool' }
)

/** How an offer ends that nobody has taken. */
export type OfferEnd = 'declined' | 'expired' | 'withdrawn'

/** As they are kept; `overtaken` when the ticket went another way in between. */
export type OfferOutcome = OfferEnd | 'accepted' | 'overtaken'

/** Of a board that says nothing else; as migration 009 has it. */
export const standardOfferSeconds = 60
