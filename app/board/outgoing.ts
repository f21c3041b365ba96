import type { CommandInput, CommandName } from '#contract/command.ts'

/** What engineers say on their phones, and what nobody says. */
type AnswerName =
  'acceptOffer' | 'declineOffer' | 'claimTicket' | 'expireOffer' | 'advanceFlow' | 'migrateTicket'

/** Steps of a drawn flow are taken in the drawer, where they are shown; only giving back also takes a change back. */
type StepName = 'completeStep' | 'decideApproval' | 'transferStep' | 'closeStep' | 'fillForm'

/** What a hand on the board can cause. Creating, editing and notes have forms of their own. */
type HandCommandName = Exclude<CommandName, 'createTicket' | 'editTicket' | 'addNote' | StepName | AnswerName>

type InputToSend<Name extends CommandName> = Omit<CommandInput<Name>, 'commandId' | 'boardId'>

/** A command before the board client has given it an id and a board. */
export type OutgoingCommand = {
  [Name in HandCommandName]: { name: Name; input: InputToSend<Name> }
}[HandCommandName]

/** The client's functions tie name and input together; a union of commands has to be taken apart for that, once, here. */
export function handOver<Answer>(
  command: OutgoingCommand,
  to: <Name extends HandCommandName>(name: Name, input: InputToSend<Name>) => Answer,
): Answer {
  switch (command.name) {
    case 'assignTicket':
      return to(command.name, command.input)
    case 'reassignTicket':
      return to(command.name, command.input)
    case 'unassignTicket':
      return to(command.name, command.input)
    case 'bulkAssignTickets':
      return to(command.name, command.input)
    case 'moveTicketStage':
      return to(command.name, command.input)
    case 'setTicketPriority':
      return to(command.name, command.input)
    case 'pinAssignment':
      return to(command.name, command.input)
    case 'unpinAssignment':
      return to(command.name, command.input)
    case 'cancelTicket':
      return to(command.name, command.input)
    case 'reopenTicket':
      return to(command.name, command.input)
    case 'returnStep':
      return to(command.name, command.input)
    case 'offerTicket':
      return to(command.name, command.input)
    case 'withdrawOffer':
      return to(command.name, command.input)
  }
}
