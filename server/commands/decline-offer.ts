import { declineOffer } from '#contract/commands/decline-offer.ts'
import { mayTakeWork } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const declineOfferUseCase = defineUseCase({
  command: declineOffer,
  may: mayTakeWork,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
