import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'
import { runInput, type RunningFlow } from '#domain/decide/running-flow.ts'
import { decideStepped } from '#domain/decide/step-event.ts'
import { applyFlowEvent, notStarted } from '#domain/flow/flow-state.ts'
import type { FlowEffect, FlowInput } from '#domain/flow/flow-input.ts'
import { applyTicketEvent, type TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'

export type Order = { ticketId: string; effect: FlowEffect }

/** The tickets of one command while it goes on: as what was decided up to now has left them. */
export type Desk = {
  facts: BoardFacts
  events: readonly TicketEvent[]
  /** What is still to be done, in order; whoever takes the first takes it off. */
  orders: Order[]
  ticket: (ticketId: string) => Ticket
  /** How many more tickets engineers hold than the database knows, by their ids: of what was decided, nothing is written yet. */
  addedLoad: () => ReadonlyMap<string, number>
  /** The same with the steps that were handed to them. */
  addedWork: () => ReadonlyMap<string, number>
  take: (decision: Decision & { ok: true }) => void
  /** Gives a ticket's flow something that nobody said. */
  run: (ticketId: string, input: FlowInput) => void
}

/** `earlier`: what was decided in the same transaction for other commands. */
export function createDesk(
  facts: BoardFacts,
  { now, actor }: DecisionContext,
  earlier: readonly TicketEvent[],
): Desk {
  const tickets = new Map<string, Ticket>()
  const flows = new Map<string, RunningFlow>()
  const events: TicketEvent[] = []
  const orders: Order[] = []
  const findTicket = (id: string) => tickets.get(id) ?? facts.findTicket(id)
  const runningFlow = (id: string) => flows.get(id) ?? facts.runningFlow?.(id)

  const take = (decision: Decision & { ok: true }) => {
    for (const { ticketId, startsOn } of decision.ordered ?? [])
      if (startsOn) flows.set(ticketId, { ...startsOn, state: notStarted, form: {} })
    for (const { ticketId, form } of decision.filled ?? []) {
      const running = runningFlow(ticketId)
      if (running) flows.set(ticketId, { ...running, form: { ...running.form, ...form } })
    }
    for (const event of decision.events) {
      events.push(event)
      const { ticketId } = event
      const after = applyTicketEvent(findTicket(ticketId), event, { at: now, actorName: actor.name })
      tickets.set(ticketId, after)
      const running = runningFlow(ticketId)
      const steps = 'steps' in event ? (event.steps ?? []) : []
      if (running) flows.set(ticketId, { ...running, state: steps.reduce(applyFlowEvent, running.state) })
    }
    for (const { ticketId, effects, version } of decision.ordered ?? []) {
      const running = version && runningFlow(ticketId)
      if (running) flows.set(ticketId, { ...running, version })
      orders.push(...effects.map((effect) => ({ ticketId, effect })))
    }
  }

  const ticket = (ticketId: string): Ticket => {
    const found = findTicket(ticketId)
    if (!found) throw new Error(`ticket ${ticketId} is not part of this command`)
    return found
  }

  return {
    facts: { ...facts, findTicket, runningFlow },
    events,
    orders,
    ticket,
    addedLoad: () => sumUp([...earlier, ...events].flatMap(loadBy)),
    addedWork: () => sumUp([...earlier, ...events].flatMap(workBy)),
    take,
    run(ticketId, input) {
      const running = runningFlow(ticketId)
      if (!running) return
      const { timeZone } = facts.board
      const landed = runInput(running, ticket(ticketId), input, { now, actor: null, timeZone })
      if (!landed.ok) return
      const decision = decideStepped(ticket(ticketId), landed, running.version)
      if (decision.ok) take(decision)
    },
  }
}

type More = readonly [engineerId: string, more: number]

function loadBy(event: TicketEvent): readonly More[] {
  const got: More[] = 'engineerId' in event && event.type !== 'offerEnded' ? [[event.engineerId, 1]] : []
  const lost: More[] = 'previousEngineerId' in event ? [[event.previousEngineerId, -1]] : []
  return [...got, ...lost]
}

/** A ticket that changes hands is one piece of work, with all the steps that go along. */
function workBy(event: TicketEvent): readonly More[] {
  const load = loadBy(event)
  const steps = 'steps' in event && load.length === 0 ? (event.steps ?? []) : []
  return [
    ...load,
    ...steps.flatMap((step): More[] => (step.type === 'tokenHanded' ? [[step.handlerId, 1]] : [])),
  ]
}

function sumUp(all: readonly More[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [engineerId, more] of all) sums.set(engineerId, (sums.get(engineerId) ?? 0) + more)
  return sums
}
