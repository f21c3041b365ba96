import { editTicket } from '#contract/commands/edit-ticket.ts'
import { mayEditTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const editTicketUseCase = defineUseCase({
  command: editTicket,
  may: mayEditTicket,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
