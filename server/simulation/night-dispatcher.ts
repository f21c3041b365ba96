import type { Actor } from '#domain/actor.ts'
import type { Engineer } from '#domain/engineer.ts'
import type { Instant } from '#domain/instant.ts'
import { isWaiting, type Ticket } from '#domain/ticket/ticket.ts'
import type { LngLat } from '#geo/coordinate.ts'
import { groupHeldTickets, type BoardView } from './board-view.ts'
import type { Courier } from './courier.ts'
import { findNearestSuitable } from './nearest-suitable.ts'
import { isToDispatch } from './office.ts'

/** How many tickets are left alone, so that whoever is at the board has something to dispatch. */
export type Reserve = {
  /** Below this many nothing is dispatched. */
  least: number
  /** Above this many even a fresh one is. */
  most: number
  /** How long nobody must have touched a ticket. */
  untouchedMs: number
}

/** For work that nobody is meant to dispatch by hand. */
export const noReserve: Reserve = { least: 0, most: 0, untouchedMs: 0 }

/** The tickets to dispatch now: what nobody has touched longest goes first, and the reserve stays. */
export function chooseToDispatch(
  tickets: Iterable<Ticket>,
  { least, most, untouchedMs }: Reserve,
  now: Instant,
): readonly Ticket[] {
  const waiting = [...tickets]
    // Who is being asked may answer.
    .filter(isWaiting)
    .sort((a, b) => a.changedAt - b.changedAt)
  return waiting.filter(({ changedAt }, index) => {
    const left = waiting.length - index
    return left > most || (left > least && now - changedAt >= untouchedMs)
  })
}

export type NightDispatcherPorts = {
  board: () => BoardView
  courier: Courier
  actor: Actor
  reserve: Reserve
  placeOf: (engineer: Engineer) => LngLat
  now: () => Instant
  newId: () => string
  /** At most so many tickets are given away in one step. */
  mostAtOnce: number
}

/** Gives what nobody takes care of to the nearest suitable engineer. To be called about once a second. */
export function createNightDispatcher(ports: NightDispatcherPorts): () => void {
  const { board, courier, actor, reserve, placeOf, now, newId, mostAtOnce } = ports
  return () => {
    const view = board()
    const held = groupHeldTickets(view)
    const given = new Map<string, number>()
    let left = mostAtOnce
    const tickets = [...view.tickets.values()].filter((ticket) => isToDispatch(view.flows, ticket))
    for (const ticket of chooseToDispatch(tickets, reserve, now())) {
      if (left === 0) return
      if (!courier.isFree(ticket)) continue
      const engineer = findNearestSuitable(
        ticket,
        {
          engineers: view.engineers,
          openLoad: (id) => (held.get(id)?.length ?? 0) + (given.get(id) ?? 0),
          placeOf,
          timeZone: view.timeZone,
        },
        now(),
      )
      if (!engineer) continue
      left -= 1
      given.set(engineer.id, (given.get(engineer.id) ?? 0) + 1)
      courier.send(actor, ticket, {
        name: 'assignTicket',
        input: {
          commandId: newId(),
          boardId: view.id,
          ticketId: ticket.id,
          expectedVersion: ticket.version,
          engineerId: engineer.id,
        },
      })
    }
  }
}
