import { decideDeclineOffer } from '#domain/decide/decide-offer.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

export const declineOffer = defineCommand({
  name: 'declineOffer',
  schema: onBoard({ ticketId: id, offerId: id }),
  touches: touchesTicket,
  decide: decideDeclineOffer,
})
