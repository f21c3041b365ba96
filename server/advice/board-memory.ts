import type { BoardEvent } from '#contract/board-event.ts'
import type { CustomerWish, DispatchBoard, Given } from '#db/dispatch-history.ts'
import type { Engineer } from '#domain/engineer.ts'
import { cancelledNodeId } from '#domain/flow/default-flow.ts'
import { hours, type Instant } from '#domain/instant.ts'
import { applyTicketEvent } from '#domain/ticket/ticket-event.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'

/** What a ranking looks at besides places and travel, as it stands after `seq` lines of the log. */
export type BoardMemory = {
  timeZone: string
  seq: () => number
  engineers: () => readonly Engineer[]
  /** Open tickets only. */
  findTicket: (id: string) => Ticket | undefined
  openTickets: () => Iterable<Ticket>
  openLoad: (engineerId: string) => number
  visits: (customerId: string, engineerId: string) => number
  /** Different tickets given to the engineer within a week. */
  weekCount: (engineerId: string, now: Instant) => number
  wishesOf: (customerId: string) => { never: readonly string[]; only: readonly string[] }
  /** False: a ticket that is not known here has come back, and the board must be read anew. */
  take: (events: readonly BoardEvent[]) => boolean
  /** What no event tells of. */
  replace: (facts: { engineers: readonly Engineer[]; wishes: readonly CustomerWish[] }) => void
}

export const weekMs = 7 * hours(24)

/** Remembers a board, and goes on by its events as the database did: reading it again gives the same. */
export function createBoardMemory(board: DispatchBoard): BoardMemory {
  const tickets = new Map(board.openTickets.filter(isOpen).map((ticket) => [ticket.id, ticket]))
  const loads = createCounts()
  const visits = createCounts()
  const weeks = createWeeks(board.given)
  let { seq, engineers } = board
  let wishes = groupWishes(board.wishes)

  for (const { assignment } of tickets.values()) if (assignment) loads.raise(assignment.engineerId, 1)
  for (const { customerId, engineerId, visits: count } of board.visits)
    visits.raise(pair(customerId, engineerId), count)

  const takeOne = ({ event, at, actor }: BoardEvent): boolean => {
    const before = tickets.get(event.ticketId)
    // What else happens to closed tickets, notes for example, changes nothing here.
    if (!before && event.type !== 'ticketCreated') return event.type !== 'ticketReopened'
    const after = applyTicketEvent(before, event, { at, actorName: actor.name })
    if (before?.assignment) loads.raise(before.assignment.engineerId, -1)
    if (event.type === 'ticketAssigned' || event.type === 'ticketReassigned')
      weeks.give({ engineerId: event.engineerId, ticketId: after.id, at })
    if (isOpen(after)) {
      tickets.set(after.id, after)
      if (after.assignment) loads.raise(after.assignment.engineerId, 1)
      return true
    }
    tickets.delete(after.id)
    if (after.customer && after.assignment && after.nodeId !== cancelledNodeId)
      visits.raise(pair(after.customer.id, after.assignment.engineerId), 1)
    return true
  }

  return {
    timeZone: board.timeZone,
    seq: () => seq,
    engineers: () => engineers,
    findTicket: (id) => tickets.get(id),
    openTickets: () => tickets.values(),
    openLoad: loads.of,
    visits: (customerId, engineerId) => visits.of(pair(customerId, engineerId)),
    weekCount: weeks.count,
    wishesOf: (customerId) => wishes.get(customerId) ?? { never: [], only: [] },
    take: (events) =>
      events.every((event) => {
        // Two readings may overlap.
        if (event.seq <= seq) return true
        if (!takeOne(event)) return false
        seq = event.seq
        return true
      }),
    replace: (facts) => {
      engineers = facts.engineers
      wishes = groupWishes(facts.wishes)
    },
  }
}

const pair = (customerId: string, engineerId: string) => `${customerId} ${engineerId}`

function createCounts() {
  const counts = new Map<string, number>()
  const of = (key: string) => counts.get(key) ?? 0
  return { of, raise: (key: string, by: number) => counts.set(key, of(key) + by) }
}

/** Per engineer the tickets given, those given last at the end; what is older than a week falls off at the front. */
function createWeeks(given: readonly Given[]) {
  const weeks = new Map<string, Map<string, Instant>>()
  let nextFallsOff: Instant = 0
  const give = ({ engineerId, ticketId, at }: Given) => {
    const week = weeks.get(engineerId) ?? new Map<string, Instant>()
    week.delete(ticketId)
    weeks.set(engineerId, week.set(ticketId, at))
    nextFallsOff = Math.min(nextFallsOff, at + weekMs)
  }
  for (const one of given) give(one)

  const dropOld = (now: Instant) => {
    nextFallsOff = Infinity
    for (const week of weeks.values())
      for (const [ticketId, at] of week) {
        if (at > now - weekMs) {
          nextFallsOff = Math.min(nextFallsOff, at + weekMs)
          break
        }
        week.delete(ticketId)
      }
  }
  return {
    give,
    count: (engineerId: string, now: Instant): number => {
      if (now >= nextFallsOff) dropOld(now)
      return weeks.get(engineerId)?.size ?? 0
    },
  }
}

function groupWishes(wishes: readonly CustomerWish[]) {
  const groups = new Map<string, Record<CustomerWish['wish'], string[]>>()
  for (const { customerId, engineerId, wish } of wishes) {
    const group = groups.get(customerId) ?? { never: [], only: [] }
    group[wish].push(engineerId)
    groups.set(customerId, group)
  }
  return groups
}
