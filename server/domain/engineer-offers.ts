import { shiftMoment, type Engineer } from './engineer.ts'
import type { Instant } from './instant.ts'
import type { SkillLevel } from './skill.ts'
import { findUnsuitability } from './suitability.ts'
import type { Priority, Ticket } from './ticket/ticket.ts'

/** A ticket that an engineer is asked to take, with as much of it as is needed to decide. */
export type EngineerOffer = {
  offerId: string
  ticketId: string
  number: string
  title: string
  district: string | null
  address: string
  priority: Priority
  requiredSkills: readonly SkillLevel[]
  dueAt: Instant
  windowFrom: Instant | null
  windowTo: Instant | null
  /** Until when this one has been asked; null for the pool. */
  expiresAt: Instant | null
}

export type OfferBoard = {
  timeZone: string
  /** Those of the board that are offered to somebody. */
  offered: readonly Ticket[]
  engineers: ReadonlyMap<string, Engineer>
  openLoad: (engineerId: string) => number
  /** Another one whenever the engineer's own work has changed. Only of those whom the board was read for. */
  workMark: (engineerId: string) => string
}

/** What waits for the engineer's answer, the most pressing first, and behind it what they may claim. */
export function findEngineerOffers(engineerId: string, board: OfferBoard, now: Instant): EngineerOffer[] {
  const engineer = board.engineers.get(engineerId)
  if (!engineer) return []
  const facts = { engineer, openLoad: board.openLoad(engineerId) }
  const mayHave = (ticket: Ticket) =>
    !findUnsuitability(ticket, { ...facts, at: shiftMoment(now, ticket.windowFrom, board.timeZone) })
  const offers = board.offered.flatMap((ticket): EngineerOffer[] => {
    const { offer } = ticket
    switch (offer?.to) {
      case undefined:
        return []
      case 'engineer':
        return offer.engineerId === engineerId && offer.expiresAt > now
          ? [toEngineerOffer(ticket, offer.id, offer.expiresAt)]
          : []
      case 'pool':
        return mayHave(ticket) ? [toEngineerOffer(ticket, offer.id, null)] : []
    }
  })
  return offers.sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || a.dueAt - b.dueAt)
}

const toEngineerOffer = (ticket: Ticket, offerId: string, expiresAt: Instant | null): EngineerOffer => ({
  offerId,
  ticketId: ticket.id,
  number: ticket.number,
  title: ticket.title,
  district: ticket.district,
  address: ticket.address,
  priority: ticket.priority,
  requiredSkills: ticket.requiredSkills,
  dueAt: ticket.dueAt,
  windowFrom: ticket.windowFrom,
  windowTo: ticket.windowTo,
  expiresAt,
})
