import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

/** Carries commands about tickets and knows which of them are not answered. A refusal is not repeated: the board is read anew. */
export type Courier = {
  /** With the ticket as it was seen when this was decided; version 0 when it is to be made. */
  send: (actor: Actor, ticket: Pick<Ticket, 'id' | 'version'>, message: CommandMessage) => void
  isUnderWay: (ticketId: string) => boolean
  /** Whether something may be done with the ticket as it is shown: nothing under way, and not just tried. */
  isFree: (ticket: Pick<Ticket, 'id' | 'version'>) => boolean
  /** Whether everything sent so far has been answered. */
  isIdle: () => boolean
  /** When everything sent so far has been answered. */
  settled: () => Promise<void>
}

export type CourierPorts = {
  send: (actor: Actor, message: CommandMessage) => Promise<CommandAnswer>
  now: () => Instant
  /** A command met no answer but an exception: the database is away, or a bug. */
  onBroken: (error: unknown) => void
}

/** By then the board shows what an accepted command did; a ticket that looks the same was refused and may be tried again. */
const pauseMs = 15_000

export function createCourier({ send, now, onBroken }: CourierPorts): Courier {
  const underWay = new Map<string, Promise<unknown>>()
  const tried = new Map<string, { version: number; at: Instant }>()
  return {
    send(actor, { id, version }, message) {
      tried.set(id, { version, at: now() })
      const answered = send(actor, message)
        .catch(onBroken)
        .finally(() => {
          if (underWay.get(id) === answered) underWay.delete(id)
        })
      underWay.set(id, answered)
    },
    isUnderWay: (ticketId) => underWay.has(ticketId),
    isIdle: () => underWay.size === 0,
    isFree({ id, version }) {
      if (underWay.has(id)) return false
      const last = tried.get(id)
      if (last?.version === version && now() - last.at < pauseMs) return false
      tried.delete(id)
      return true
    },
    async settled() {
      await Promise.all(underWay.values())
    },
  }
}
