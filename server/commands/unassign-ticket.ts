import { unassignTicket } from '#contract/commands/unassign-ticket.ts'
import { mayUnassignTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const unassignTicketUseCase = defineUseCase({
  command: unassignTicket,
  may: mayUnassignTicket,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
