import type { Actor } from '../actor.ts'
import { refuse, type Refusal } from '../rejection.ts'
import { standardOfferSeconds, type OfferEnd, type TicketOffer } from '../ticket/offer.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import {
  decided,
  decidedAt,
  findSeenOpenTicket,
  type BoardFacts,
  type Decision,
  type DecisionContext,
  type TicketTarget,
} from './board-facts.ts'
import {
  decideHandover,
  findHandoverObstacle,
  findShareRefusal,
  type AssignFacts,
} from './decide-assignment.ts'

/** `offerSeconds` by the board; a screen that does not know it guesses the standard. */
export type OfferFacts = AssignFacts & { offerSeconds?: number }

/** `engineerId` null: to everybody who may take it. */
type NewOffer = TicketTarget & { offerId: string; engineerId: string | null }

/** Asks an engineer, or all of them, to take a ticket that waits for dispatch. */
export function decideOfferTicket(facts: OfferFacts, input: NewOffer, context: DecisionContext): Decision {
  const found = findSeenOpenTicket(facts, input)
  if (!found.ok) return found
  const { ticket } = found
  if (ticket.assignment)
    return refuse({ name: 'already-assigned', engineer: facts.engineerName(ticket.assignment.engineerId) })
  if (ticket.offer) return refuse({ name: 'already-offered' })
  const { engineerId, offerId: id } = input
  const { now, actor } = context
  const made = { id, offeredAt: now, by: actor.kind }
  if (engineerId === null) {
    const obstacle = findHandoverObstacle(facts.flowOf(ticket), ticket, facts.engineerName)
    if (obstacle) return refuse(obstacle)
    return decided({ type: 'ticketOffered', ticketId: ticket.id, offer: { ...made, to: 'pool' } })
  }
  const handover = decideHandover(facts, ticket, engineerId, context)
  if (!handover.ok) return handover
  const beyond = findShareRefusal(facts, engineerId)
  if (beyond) return refuse(beyond)
  const expiresAt = now + (facts.offerSeconds ?? standardOfferSeconds) * 1_000
  return decided({
    type: 'ticketOffered',
    ticketId: ticket.id,
    offer: { ...made, to: 'engineer', engineerId, expiresAt },
  })
}

/** Named by the offer and not by the version: a correction of the ticket must not take the answer out of a hand. */
export type OfferTarget = { ticketId: string; offerId: string }

/** An engineer takes what was offered to them, as long as the time lasts. */
export function decideAcceptOffer(facts: BoardFacts, input: OfferTarget, context: DecisionContext): Decision {
  const found = findOffered(facts, input)
  if (!found.ok) return found
  const { ticket, offer } = found
  if (!isFor(offer, context.actor) || offer.expiresAt <= context.now) return refuse({ name: 'offer-over' })
  return take(facts, ticket, 'offer', context)
}

/** The first of those who may gets it. */
export function decideClaimTicket(facts: BoardFacts, input: OfferTarget, context: DecisionContext): Decision {
  const found = findOffered(facts, input)
  if (!found.ok) return found
  const { ticket, offer } = found
  return offer.to === 'pool' ? take(facts, ticket, 'pool', context) : refuse({ name: 'offer-over' })
}

export function decideDeclineOffer(
  facts: BoardFacts,
  input: OfferTarget,
  { actor }: DecisionContext,
): Decision {
  const found = findOffered(facts, input)
  if (!found.ok) return found
  return isFor(found.offer, actor) ? end(found, 'declined') : refuse({ name: 'offer-over' })
}

/** The office takes it back. */
export function decideWithdrawOffer(facts: BoardFacts, input: OfferTarget & TicketTarget): Decision {
  const seen = findSeenOpenTicket(facts, input)
  if (!seen.ok) return seen
  const found = findOffered(facts, input)
  return found.ok ? end(found, 'withdrawn') : found
}

export function decideExpireOffer(facts: BoardFacts, input: OfferTarget, { now }: DecisionContext): Decision {
  const found = findOffered(facts, input)
  if (!found.ok) return found
  const { offer } = found
  return offer.to === 'engineer' && offer.expiresAt <= now
    ? end(found, 'expired')
    : refuse({ name: 'offer-running' })
}

type Offered = { ok: true; ticket: Ticket; offer: TicketOffer }

function findOffered(facts: BoardFacts, { ticketId, offerId }: OfferTarget): Offered | Refusal {
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  const ticket = facts.findTicket(ticketId)
  if (!ticket) return refuse({ name: 'ticket-not-found' })
  if (ticket.boardId !== facts.board.id) return refuse({ name: 'foreign-ticket' })
  if (!isOpen(ticket)) return refuse({ name: 'ticket-closed' })
  if (ticket.assignment)
    return refuse({ name: 'already-assigned', engineer: facts.engineerName(ticket.assignment.engineerId) })
  if (ticket.offer?.id !== offerId) return refuse({ name: 'offer-over' })
  return { ok: true, ticket, offer: ticket.offer }
}

const isFor = (offer: TicketOffer, actor: Actor): offer is Extract<TicketOffer, { to: 'engineer' }> =>
  offer.to === 'engineer' && actor.kind === 'engineer' && offer.engineerId === actor.id

function take(
  facts: BoardFacts,
  ticket: Ticket,
  accepts: 'offer' | 'pool',
  context: DecisionContext,
): Decision {
  const engineerId = context.actor.id
  const handover = decideHandover(facts, ticket, engineerId, context)
  if (!handover.ok) return handover
  return decidedAt(handover, (landing) => ({
    type: 'ticketAssigned',
    ticketId: ticket.id,
    engineerId,
    accepts,
    ...landing,
  }))
}

const end = ({ ticket, offer }: Offered, outcome: OfferEnd): Decision =>
  decided({
    type: 'offerEnded',
    ticketId: ticket.id,
    offerId: offer.id,
    engineerId: offer.to === 'engineer' ? offer.engineerId : null,
    outcome,
  })
