import { randomUUID } from 'node:crypto'
import type { Actor } from '#domain/actor.ts'
import { shiftMoment, type Engineer } from '#domain/engineer.ts'
import type { Instant } from '#domain/instant.ts'
import { findUnsuitability } from '#domain/suitability.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { distanceMeters } from '#geo/distance.ts'
import { groupHeldTickets, type BoardView } from '#server/simulation/board-view.ts'
import type { Courier } from '#server/simulation/courier.ts'

type Ports = {
  board: () => BoardView
  courier: Courier
  actor: Actor
  placeOf: (engineer: Engineer) => LngLat
  now: () => Instant
}

/** What the engine is compared with: the tickets in the order in which they came, each to the nearest who may be given it. */
export function createNearestFirst({ board, courier, actor, placeOf, now }: Ports): () => void {
  return () => {
    const view = board()
    const held = groupHeldTickets(view)
    const given = new Map<string, number>()
    const waiting = [...view.tickets.values()].filter(({ stage }) => stage === 'to-dispatch')
    for (const ticket of waiting.sort((a, b) => a.createdAt - b.createdAt)) {
      if (!courier.isFree(ticket)) continue
      const openLoad = (id: string) => (held.get(id)?.length ?? 0) + (given.get(id) ?? 0)
      const nearest = findNearest(ticket, view, { openLoad, placeOf, now: now() })
      if (!nearest) continue
      given.set(nearest.id, (given.get(nearest.id) ?? 0) + 1)
      courier.send(actor, ticket, {
        name: 'assignTicket',
        input: {
          commandId: randomUUID(),
          boardId: view.id,
          ticketId: ticket.id,
          expectedVersion: ticket.version,
          engineerId: nearest.id,
        },
      })
    }
  }
}

type NearestFacts = {
  openLoad: (engineerId: string) => number
  placeOf: (engineer: Engineer) => LngLat
  now: Instant
}

/** The nearest of those who may be given the ticket. */
export function findNearest(
  ticket: Ticket,
  { engineers, timeZone }: Pick<BoardView, 'engineers' | 'timeZone'>,
  { openLoad, placeOf, now }: NearestFacts,
): Engineer | undefined {
  const at = shiftMoment(now, ticket.windowFrom, timeZone)
  const [nearest] = engineers
    .filter((engineer) => !findUnsuitability(ticket, { engineer, openLoad: openLoad(engineer.id), at }))
    .map((engineer) => ({ engineer, meters: distanceMeters(placeOf(engineer), ticket.place) }))
    .sort((a, b) => a.meters - b.meters)
  return nearest?.engineer
}
