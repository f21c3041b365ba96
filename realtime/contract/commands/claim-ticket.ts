import { decideClaimTicket } from '#domain/decide/decide-offer.ts'
import { defineCommand } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

export const claimTicket = defineCommand({
  name: 'claimTicket',
  schema: onBoard({ ticketId: id, offerId: id, engineerId: id }),
  touches: ({ ticketId, engineerId }) => ({ ticketIds: [ticketId], engineerIds: [engineerId] }),
  decide: decideClaimTicket,
})
