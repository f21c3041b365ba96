import { decideWithdrawOffer } from '#domain/decide/decide-offer.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onTicket } from '../fields.ts'

export const withdrawOffer = defineCommand({
  name: 'withdrawOffer',
  schema: onTicket({ offerId: id }),
  touches: touchesTicket,
  decide: decideWithdrawOffer,
})
