import type { CommandInput, CommandName } from '#contract/command.ts'

/** What a hand on the board can cause. Creating, editing and notes have forms of their own. */
type HandCommandName = Exclude<CommandName, 'createTicket' | 'editTicket' | 'addNote'>

type InputToSend<Name extends CommandName> = Omit<CommandInput<Name>, 'commandId' | 'boardId'>

/** A command before the board client has given it an id and a board. */
export type OutgoingCommand = {
  [Name in HandCommandName]: { name: Name; input: InputToSend<Name> }
}[HandCommandName]
