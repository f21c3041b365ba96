import { offerTicket } from '#contract/commands/offer-ticket.ts'
import { mayOfferTicket } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { withOfferFacts } from './offer-facts.ts'
import { defineUseCase } from './use-case.ts'

export const offerTicketUseCase = defineUseCase({
  command: offerTicket,
  may: mayOfferTicket,
  completeFacts: withOfferFacts,
  save: saveTickets,
})
