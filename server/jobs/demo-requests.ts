import type { CommandMessage } from '#contract/command.ts'
import { customerSources, faults } from '#db/seed/catalogue.ts'
import { createDemoCast } from '#db/seed/demo-cast.ts'
import { createDemoRequest, findOwners } from '#db/seed/demo-request.ts'
import { pickInteger, pickOne } from '#db/seed/seeded-random.ts'
import type { Actor } from '#domain/actor.ts'
import { hours, minutes, type Instant } from '#domain/instant.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import type { BoardView } from '#server/simulation/board-view.ts'
import type { Courier } from '#server/simulation/courier.ts'
import { shareOf } from '#server/simulation/step-engineer.ts'

type Ports = {
  board: () => BoardView
  courier: Courier
  actor: Actor
  now: () => Instant
  random: () => number
  newId: () => string
}

/** The board stays about as full as at the start. */
const fullBoard = 42

/** Customers who report something every ten to fifteen seconds, while the board is not full. To be called about once a second. */
export function createDemoRequests({ board, courier, actor, now, random, newId }: Ports): () => void {
  const { customers } = createDemoCast()
  let nextAt = now()
  return () => {
    const view = board()
    if (now() < nextAt || [...view.tickets.values()].filter(isOpen).length >= fullBoard) return
    nextAt = now() + 10_000 + 5_000 * random()
    const ticketId = newId()
    const fault = pickOne(random, faults)
    const input = createDemoRequest(
      { commandId: newId(), boardId: view.id, ticketId },
      pickOne(random, findOwners(customers, fault.trade)),
      { ...fault, source: pickOne(random, customerSources), dueAt: now() + pickAllowance(random) },
    )
    courier.send(actor, { id: ticketId, version: 0 }, { name: 'createTicket', input })
  }
}

/** Some are wanted at once, so that the board always has something at risk. */
function pickAllowance(random: () => number): number {
  const kind = random()
  if (kind < 0.12) return minutes(pickInteger(random, 22, 50))
  return minutes(kind < 0.4 ? pickInteger(random, 55, 120) : pickInteger(random, 120, 360))
}

/** Nobody is still waiting for what was due before the demo was last switched off. */
const forgottenMs = hours(1.5)

/**
 * After a night without the demo every ticket would be late: the customers have agreed on new times meanwhile.
 * To be called once, at the start.
 */
export function renewAppointments({ board, courier, actor, now, newId }: Ports): void {
  const view = board()
  for (const ticket of view.tickets.values()) {
    if (!isOpen(ticket) || now() - ticket.dueAt < forgottenMs) continue
    const message: CommandMessage = {
      name: 'editTicket',
      input: {
        commandId: newId(),
        boardId: view.id,
        ticketId: ticket.id,
        expectedVersion: ticket.version,
        changes: { dueAt: newDueAt(ticket, now()) },
      },
    }
    courier.send(actor, ticket, message)
  }
}

/** The older the ticket, the longer before its due time it counts as at risk; one in five is to be so again. */
const newDueAt = ({ id, createdAt }: Ticket, now: Instant): Instant =>
  Math.round(now + Math.min(hours(24), (now - createdAt) / 3) * (0.7 + 1.5 * shareOf(id)))
