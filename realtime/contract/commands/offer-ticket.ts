import { decideOfferTicket } from '#domain/decide/decide-offer.ts'
import { defineCommand } from '../define-command.ts'
import { id, onTicket } from '../fields.ts'

export const offerTicket = defineCommand({
  name: 'offerTicket',
  schema: onTicket({ offerId: id, engineerId: id.nullable() }),
  touches: ({ ticketId, engineerId }) => ({
    ticketIds: [ticketId],
    engineerIds: engineerId === null ? [] : [engineerId],
  }),
  decide: decideOfferTicket,
})
