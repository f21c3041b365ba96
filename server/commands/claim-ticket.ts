import { claimTicket } from '#contract/commands/claim-ticket.ts'
import { mayTakeWork } from '../policies/ticket.ts'
import { saveHandovers } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const claimTicketUseCase = defineUseCase({
  command: claimTicket,
  may: mayTakeWork,
  completeFacts: boardFactsOnly,
  save: saveHandovers,
  gives: { reason: () => undefined },
})
