import type { CommandMessage } from '#contract/command.ts'
import type { Actor } from '#domain/actor.ts'
import { minutes, type Instant } from '#domain/instant.ts'
import type { Stage } from '#domain/stage.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { BoardView } from './board-view.ts'
import type { Courier } from './courier.ts'
import { shareOf } from './step-engineer.ts'

export type FrontDeskPorts = {
  board: () => BoardView
  courier: Courier
  actor: Actor
  now: () => Instant
  newId: () => string
  speed: number
}

/** On the standard process: closes what was verified, and passes on what was taken in. To be called about once a second. */
export function createFrontDesk({ board, courier, actor, now, newId, speed }: FrontDeskPorts): () => void {
  const since = now()
  return () => {
    const view = board()
    for (const ticket of view.tickets.values()) {
      if (ticket.flow) continue
      const stage = nextStage(ticket, { now: now(), since, speed })
      if (!stage || !courier.isFree(ticket)) continue
      const message: CommandMessage = {
        name: 'moveTicketStage',
        input: {
          commandId: newId(),
          boardId: view.id,
          ticketId: ticket.id,
          expectedVersion: ticket.version,
          stage,
        },
      }
      courier.send(actor, ticket, message)
    }
  }
}

/** Where the desk puts a ticket now, or undefined when it leaves it. Takes four to twelve minutes of its own time. */
export function nextStage(
  { id, stage, stageSince }: Pick<Ticket, 'id' | 'stage' | 'stageSince'>,
  { now, since, speed }: { now: Instant; since: Instant; speed: number },
): Stage | undefined {
  if (now - Math.max(stageSince, since) < minutes(4 + 8 * shareOf(id)) / speed) return undefined
  if (stage === 'to-verify') return 'closed'
  return stage === 'intake' ? 'to-dispatch' : undefined
}
