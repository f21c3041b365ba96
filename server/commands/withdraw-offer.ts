import { withdrawOffer } from '#contract/commands/withdraw-offer.ts'
import { mayWithdrawOffer } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const withdrawOfferUseCase = defineUseCase({
  command: withdrawOffer,
  may: mayWithdrawOffer,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
