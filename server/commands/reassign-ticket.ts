import { reassignTicket } from '#contract/commands/reassign-ticket.ts'
import { mayReassignTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const reassignTicketUseCase = defineUseCase({
  command: reassignTicket,
  may: mayReassignTicket,
  completeFacts: boardFactsOnly,
  save: saveTickets,
  gives: { reason: ({ reason }) => reason },
})
