import type { ActorRef } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { OfferOutcome, TicketOffer } from '#domain/ticket/offer.ts'
import type { Sql, Transaction } from './client.ts'

/** Opens the line of history of an offer; the ticket itself says that it is open. */
export async function startOffer(
  tx: Transaction,
  { boardId, id: ticketId }: { boardId: string; id: string },
  offer: TicketOffer,
  by: ActorRef,
): Promise<void> {
  const to = offer.to === 'engineer' ? offer : { engineerId: null, expiresAt: null }
  await tx`
    insert into offer (id, board_id, ticket_id, engineer_id, offered_by, offered_at, expires_at)
    values (${offer.id}, ${boardId}, ${ticketId}, ${to.engineerId}, ${tx.json(by)}, ${offer.offeredAt}, ${to.expiresAt})`
}

export async function endOffer(
  tx: Transaction,
  id: string,
  { outcome, at }: { outcome: OfferOutcome; at: Instant },
): Promise<void> {
  await tx`update offer set outcome = ${outcome}, ended_at = ${at} where id = ${id} and ended_at is null`
}

export type DueOffer = { id: string; boardId: string; ticketId: string }

/**
 * Takes offers whose time is up, the longest overdue first. Each is given to one node only; should that one die before it
 * has ended it, another is given it after `leaseMs`.
 */
export async function takeDueOffers(
  sql: Sql,
  { now, leaseMs, most }: { now: Instant; leaseMs: number; most: number },
): Promise<DueOffer[]> {
  return sql<DueOffer[]>`
    update offer set claimed_until = ${now + leaseMs} where id in (
      select id from offer
      where ended_at is null and expires_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by expires_at limit ${most} for update skip locked)
    returning id, board_id as "boardId", ticket_id as "ticketId"`
}
