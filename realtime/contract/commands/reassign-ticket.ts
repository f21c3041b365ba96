import { decideReassignTicket } from '#domain/decide/decide-assignment.ts'
import { defineCommand } from '../define-command.ts'
import { id, onTicket } from '../fields.ts'

export const reassignTicket = defineCommand({
  name: 'reassignTicket',
  schema: onTicket({ engineerId: id }),
  touches: ({ ticketId, engineerId }) => ({ ticketIds: [ticketId], engineerIds: [engineerId] }),
  decide: decideReassignTicket,
})
