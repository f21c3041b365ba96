import type { z } from 'zod'
import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'

export type Envelope = { commandId: string; boardId: string }

/** Which rows a decision looks at: the server locks exactly these. */
export type Touched = { ticketIds: readonly string[]; engineerIds: readonly string[] }

export type CommandDefinition<
  Name extends string = string,
  Input extends Envelope = Envelope,
  Facts extends BoardFacts = BoardFacts,
> = {
  name: Name
  schema: z.ZodType<Input>
  touches: (input: Input) => Touched
  decide: (facts: Facts, input: Input, context: DecisionContext) => Decision
}

/** One command, defined once: its name, the shape of its input, what it touches and how it is decided. */
export const defineCommand = <
  Name extends string,
  Input extends Envelope,
  Facts extends BoardFacts = BoardFacts,
>(
  definition: CommandDefinition<Name, Input, Facts>,
): CommandDefinition<Name, Input, Facts> => definition

export const touchesTicket = ({ ticketId }: { ticketId: string }): Touched => ({
  ticketIds: [ticketId],
  engineerIds: [],
})
