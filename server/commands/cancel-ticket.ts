import { cancelTicket } from '#contract/commands/cancel-ticket.ts'
import { mayCancelTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const cancelTicketUseCase = defineUseCase({
  command: cancelTicket,
  may: mayCancelTicket,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
