import { decideAcceptOffer } from '#domain/decide/decide-offer.ts'
import { defineCommand } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

export const acceptOffer = defineCommand({
  name: 'acceptOffer',
  schema: onBoard({ ticketId: id, offerId: id, engineerId: id }),
  touches: ({ ticketId, engineerId }) => ({ ticketIds: [ticketId], engineerIds: [engineerId] }),
  decide: decideAcceptOffer,
})
