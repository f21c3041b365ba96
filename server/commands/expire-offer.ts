import { expireOffer } from '#contract/commands/expire-offer.ts'
import { mayExpireOffer } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const expireOfferUseCase = defineUseCase({
  command: expireOffer,
  may: mayExpireOffer,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
