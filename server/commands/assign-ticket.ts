import { assignTicket } from '#contract/commands/assign-ticket.ts'
import { mayAssignTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { withEngineShare } from './engine-share.ts'
import { defineUseCase } from './use-case.ts'

export const assignTicketUseCase = defineUseCase({
  command: assignTicket,
  may: mayAssignTicket,
  completeFacts: withEngineShare,
  save: saveTickets,
  gives: { reason: ({ reason }) => reason, asSuggested: ({ asSuggested }) => asSuggested === true },
})
