import type { CommandAnswer } from '#contract/command.ts'
import type { BoardClient } from '#realtime/client/board-client-state.ts'
import type { OutgoingCommand } from './outgoing.ts'

/** `send` ties name and input together; a union of commands has to be taken apart for that, once, here. */
export function sendCommand(client: BoardClient, command: OutgoingCommand): Promise<CommandAnswer> {
  switch (command.name) {
    case 'assignTicket':
      return client.send(command.name, command.input)
    case 'reassignTicket':
      return client.send(command.name, command.input)
    case 'unassignTicket':
      return client.send(command.name, command.input)
    case 'bulkAssignTickets':
      return client.send(command.name, command.input)
    case 'moveTicketStage':
      return client.send(command.name, command.input)
    case 'setTicketPriority':
      return client.send(command.name, command.input)
    case 'pinAssignment':
      return client.send(command.name, command.input)
    case 'unpinAssignment':
      return client.send(command.name, command.input)
    case 'cancelTicket':
      return client.send(command.name, command.input)
    case 'reopenTicket':
      return client.send(command.name, command.input)
  }
}
