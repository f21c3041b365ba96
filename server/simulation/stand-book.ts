import type { Actor } from '#domain/actor.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** What people have seen of where tickets stand on drawn flows. Each looks for themselves, as they would on their screen. */
export type StandBook = {
  /** Undefined until it has been looked up for the ticket as it is shown; null when there is nothing for this actor to see. */
  standOf: (actor: Actor, ticket: Ticket) => TicketStand | null | undefined
}

export type StandBookPorts = {
  findStand: (actor: Actor, ticketId: string) => Promise<TicketStand | null>
  now: () => Instant
  onBroken: (error: unknown) => void
}

type Look = { stand?: TicketStand | null; againAt: Instant }

/** The database or the line is away: so long nobody asks again. */
const pauseMs = 5_000

export function createStandBook({ findStand, now, onBroken }: StandBookPorts): StandBook {
  // By the ticket as it was shown: what was seen of an earlier state goes with it.
  const looks = new WeakMap<Ticket, Map<string, Look>>()
  return {
    standOf(actor, ticket) {
      const byActor = looks.get(ticket) ?? new Map<string, Look>()
      looks.set(ticket, byActor)
      const known = byActor.get(actor.id)
      if (known && (known.stand !== undefined || now() < known.againAt)) return known.stand
      const look: Look = { againAt: Number.POSITIVE_INFINITY }
      byActor.set(actor.id, look)
      findStand(actor, ticket.id).then(
        (stand) => {
          look.stand = stand
        },
        (error: unknown) => {
          look.againAt = now() + pauseMs
          onBroken(error)
        },
      )
      return undefined
    },
  }
}
