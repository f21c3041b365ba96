import { commands, type CommandInput, type CommandName } from '#contract/command.ts'
import type { CommandDefinition, Touched } from '#contract/define-command.ts'
import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'
import type { NewTicketFacts } from '#domain/decide/decide-ticket-content.ts'

/** `commands` seen as a table in which the name decides the type of the input. */
type Definitions = {
  [Name in CommandName]: CommandDefinition<Name, CommandInput<Name>, BoardFacts & NewTicketFacts>
}
type MessageOf<Name extends CommandName> = { [N in Name]: { name: N; input: CommandInput<N> } }[Name]

const definitions: Definitions = commands

/** The same decider that the server will ask. */
export const decideCommand = <Name extends CommandName>(
  { name, input }: MessageOf<Name>,
  facts: BoardFacts & NewTicketFacts,
  context: DecisionContext,
): Decision => definitions[name].decide(facts, input, context)

export const touchedBy = <Name extends CommandName>({ name, input }: MessageOf<Name>): Touched =>
  definitions[name].touches(input)
