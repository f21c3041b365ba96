import { decideExpireOffer } from '#domain/decide/decide-offer.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

export const expireOffer = defineCommand({
  name: 'expireOffer',
  schema: onBoard({ ticketId: id, offerId: id }),
  touches: touchesTicket,
  decide: decideExpireOffer,
})
