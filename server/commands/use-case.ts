import type { CommandDefinition, Envelope, Touched } from '#contract/define-command.ts'
import type { Transaction } from '#db/client.ts'
import type { Decision as SavedDecision } from '#db/decision.ts'
import type { ActorRef } from '#domain/actor.ts'
import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'
import type { Refusal } from '#domain/rejection.ts'
import { applyTicketEvent, type TicketEvent } from '#domain/ticket/ticket-event.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { TicketPolicy } from '../policies/ticket.ts'

/** What one event did to its ticket. `before` is undefined for a new ticket. */
export type Change = { event: TicketEvent; before: Ticket | undefined; after: Ticket }

/** Each event meets its ticket as the ones before it have left it. */
export function toChanges(
  facts: BoardFacts,
  events: readonly TicketEvent[],
  { now, actor }: DecisionContext,
): Change[] {
  const current = new Map<string, Ticket>()
  return events.map((event) => {
    const before = current.get(event.ticketId) ?? facts.findTicket(event.ticketId)
    const after = applyTicketEvent(before, event, { at: now, actorName: actor.name })
    current.set(event.ticketId, after)
    return { event, before, after }
  })
}

export type SaveContext = DecisionContext & { by: ActorRef; decisions: readonly SavedDecision[] }

type Save = (tx: Transaction, changes: readonly Change[], context: SaveContext) => Promise<unknown>

/**
 * How a command is carried out: who may, what else the decision must know, what is written besides the log.
 * The steps around it are the same for all and stand in run-command.ts.
 */
type UseCaseParts<Name extends string, Input extends Envelope, Facts extends BoardFacts> = {
  command: CommandDefinition<Name, Input, Facts>
  may: TicketPolicy
  /** Looks up, or makes, what only the database knows. */
  completeFacts: (
    tx: Transaction,
    facts: BoardFacts,
    input: Input,
    context: DecisionContext,
  ) => Promise<{ ok: true; facts: Facts } | Refusal>
  save: Save
  /** Given by commands that give tickets to engineers: each gift is recorded with what the engine advised. */
  gives?: { reason: (input: Input) => string | undefined; asSuggested?: (input: Input) => boolean }
}

/** A use case whose input type is hidden, so that all of them fit one table. */
export type UseCase<Name extends string = string> = {
  name: Name
  may: TicketPolicy
  touches: (input: Envelope) => Touched
  decide: (tx: Transaction, facts: BoardFacts, input: Envelope, context: DecisionContext) => Promise<Decision>
  save: Save
  gives: ((input: Envelope) => { reason: string | undefined; asSuggested: boolean }) | undefined
}

/** `input as Input` is true because parseCommand has checked the input against the schema of the command of this name. */
export const defineUseCase = <
  Name extends string,
  Input extends Envelope,
  Facts extends BoardFacts = BoardFacts,
>({
  command,
  may,
  completeFacts,
  save,
  gives,
}: UseCaseParts<Name, Input, Facts>): UseCase<Name> => ({
  name: command.name,
  may,
  touches: (input) => command.touches(input as Input),
  async decide(tx, facts, input, context) {
    const complete = await completeFacts(tx, facts, input as Input, context)
    return complete.ok ? command.decide(complete.facts, input as Input, context) : complete
  },
  save,
  gives:
    gives &&
    ((input) => ({
      reason: gives.reason(input as Input),
      asSuggested: gives.asSuggested?.(input as Input) ?? false,
    })),
})

/** The board as it was locked is all that most decisions look at. */
export const boardFactsOnly = (_tx: Transaction, facts: BoardFacts) =>
  Promise.resolve({ ok: true as const, facts })
