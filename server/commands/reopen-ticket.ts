import { reopenTicket } from '#contract/commands/reopen-ticket.ts'
import { mayReopenTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const reopenTicketUseCase = defineUseCase({
  command: reopenTicket,
  may: mayReopenTicket,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
