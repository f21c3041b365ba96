import { applyBoardEvents } from '#contract/board-event.ts'
import type { Actor } from '#domain/actor.ts'
import type { Decision } from '#domain/decide/board-facts.ts'
import type { Instant } from '#domain/instant.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { CommandMessage } from '#contract/command.ts'
import { createBoardFacts, guessNewTicketFacts, type BoardBase } from './board-facts.ts'
import { decideCommand } from './decide-command.ts'

type Guess = { message: CommandMessage; at: Instant }

/**
 * The board with my own unconfirmed commands done on it, in order, so that commands that build on each other work. A command
 * that the decider now refuses shows nothing; its answer says why. Tickets that no command touches are the same objects.
 */
export function showPending(
  base: BoardBase,
  confirmed: ReadonlyMap<string, Ticket>,
  pending: readonly Guess[],
  actor: Actor,
): ReadonlyMap<string, Ticket> {
  return pending.reduce((tickets, { message, at }) => {
    const decision = decideOnBoard(base, tickets, message, { now: at, actor })
    if (!decision.ok) return tickets
    return applyBoardEvents(
      tickets,
      decision.events.map((event) => ({ event, at, actor })),
    )
  }, confirmed)
}

/** What the server would decide if it knew no more than this board. */
export const decideOnBoard = (
  base: BoardBase,
  tickets: ReadonlyMap<string, Ticket>,
  message: CommandMessage,
  context: { now: Instant; actor: Actor },
): Decision =>
  decideCommand(message, { ...createBoardFacts(base, tickets), ...guessNewTicketFacts(message) }, context)
