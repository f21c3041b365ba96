import { claimTicket } from '#contract/commands/claim-ticket.ts'
import { mayTakeWork } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const claimTicketUseCase = defineUseCase({
  command: claimTicket,
  may: mayTakeWork,
  completeFacts: boardFactsOnly,
  save: saveTickets,
  gives: { reason: () => undefined },
})
