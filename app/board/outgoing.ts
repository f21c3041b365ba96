import type { CommandInput, CommandName } from '#contract/command.ts'

type InputToSend<Name extends CommandName> = Omit<CommandInput<Name>, 'commandId' | 'boardId'>

/** A command before the board client has given it an id and a board. */
export type OutgoingCommand = { [Name in CommandName]: { name: Name; input: InputToSend<Name> } }[CommandName]
