import { decideReassignTicket } from '#domain/decide/decide-assignment.ts'
import { defineCommand } from '../define-command.ts'
import { id, onTicket, overrideReason } from '../fields.ts'

export const reassignTicket = defineCommand({
  name: 'reassignTicket',
  schema: onTicket({ engineerId: id, reason: overrideReason.optional() }),
  touches: ({ ticketId, engineerId }) => ({ ticketIds: [ticketId], engineerIds: [engineerId] }),
  decide: decideReassignTicket,
})
