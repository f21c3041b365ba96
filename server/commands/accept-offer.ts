import { acceptOffer } from '#contract/commands/accept-offer.ts'
import { mayTakeWork } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const acceptOfferUseCase = defineUseCase({
  command: acceptOffer,
  may: mayTakeWork,
  completeFacts: boardFactsOnly,
  save: saveTickets,
  gives: { reason: () => undefined },
})
