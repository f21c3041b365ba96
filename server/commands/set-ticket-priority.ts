import { setTicketPriority } from '#contract/commands/set-ticket-priority.ts'
import { maySetTicketPriority } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const setTicketPriorityUseCase = defineUseCase({
  command: setTicketPriority,
  may: maySetTicketPriority,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
