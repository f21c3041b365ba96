import type { Actor } from '#domain/actor.ts'
import type { TicketStand } from '#domain/decide/describe-stand.ts'
import { flowOf, type BoardFlows } from '#domain/flow/board-flows.ts'
import type { StepOwner } from '#domain/flow/who-acts.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import { isOpen, type Ticket } from '#domain/ticket/ticket.ts'
import { answerStep, findStep, toStepMessage, type StepAnswer } from './answer-step.ts'
import type { BoardView } from './board-view.ts'
import type { Courier } from './courier.ts'
import type { StandBook } from './stand-book.ts'
import { shareOf } from './step-engineer.ts'

export type OfficePorts = {
  board: () => BoardView
  courier: Courier
  stands: StandBook
  /** Those who work there, whoever may least first: each step is taken by the first who may. */
  colleagues: readonly Actor[]
  now: () => Instant
  random: () => number
  newId: () => string
  speed: number
}

/** Answers for the steps of drawn flows that wait for no engineer: desk, head office, parts, and the customer by telephone. */
export function createOffice(ports: OfficePorts): () => void {
  const { board, courier, stands, colleagues, now, random, newId, speed } = ports
  const since = now()
  return () => {
    const view = board()
    const engineerIds = new Set(view.engineers.map(({ id }) => id))
    for (const ticket of view.tickets.values()) {
      const isTheirs = ticket.flow && isOpen(ticket) && !isToDispatch(view.flows, ticket)
      if (!isTheirs || !isDue(ticket, { now: now(), since, speed }) || !courier.isFree(ticket)) continue
      const found = takeStep(colleagues, (actor) => stands.standOf(actor, ticket), {
        engineerIds,
        now: now(),
        random,
      })
      if (found) courier.send(found.actor, ticket, toStepMessage(newId(), ticket, found.answer))
    }
  }
}

/**
 * Who of the office answers now, and what. Nobody does while one with less to say has not looked yet, and nobody does the work
 * of an engineer, though they might.
 */
export function takeStep(
  colleagues: readonly Actor[],
  standOf: (actor: Actor) => TicketStand | null | undefined,
  sight: { engineerIds: ReadonlySet<string>; now: Instant; random: () => number },
): { actor: Actor; answer: StepAnswer } | undefined {
  for (const actor of colleagues) {
    const stand = standOf(actor)
    const isMeant = (owner: StepOwner) => isForOffice(owner, sight.engineerIds)
    // What waits for none of them is seen by the first; the others need not look.
    if (stand === undefined || stand?.places.every(({ waitsFor }) => !waitsFor || !isMeant(waitsFor)))
      return undefined
    const step = stand && findStep(stand, isMeant)
    const answer = stand && step && answerStep(stand, step, sight)
    if (answer) return { actor, answer }
  }
  return undefined
}

const isForOffice = (owner: StepOwner, engineerIds: ReadonlySet<string>): boolean =>
  owner.kind === 'handler'
    ? !engineerIds.has(owner.id)
    : owner.kind === 'customer' || owner.role !== 'engineer'

/** Whether the ticket waits for somebody to be sent: that is not answered for but done, by giving it to an engineer. */
export function isToDispatch(flows: BoardFlows, ticket: Ticket): boolean {
  if (ticket.stage !== 'to-dispatch' || ticket.assignment) return false
  if (!ticket.flow) return true
  const assign = flowOf(flows, ticket).edges.find(
    ({ from, trigger }) => from === ticket.nodeId && trigger === 'assign',
  )
  return assign !== undefined && assign.to !== ticket.nodeId
}

/** Everything takes the office four to twelve minutes of its own time. */
const isDue = (
  { id, changedAt }: Ticket,
  { now, since, speed }: { now: Instant; since: Instant; speed: number },
): boolean => now - Math.max(changedAt, since) >= minutes(4 + 8 * shareOf(id)) / speed
