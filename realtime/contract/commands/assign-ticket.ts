import { z } from 'zod'
import { decideAssignTicket } from '#domain/decide/decide-assignment.ts'
import { defineCommand } from '../define-command.ts'
import { id, onTicket, overrideReason } from '../fields.ts'

export const assignTicket = defineCommand({
  name: 'assignTicket',
  schema: onTicket({
    engineerId: id,
    reason: overrideReason.optional(),
    /** The person took whom the engine had suggested, and did not choose. */
    asSuggested: z.literal(true).optional(),
  }),
  touches: ({ ticketId, engineerId }) => ({ ticketIds: [ticketId], engineerIds: [engineerId] }),
  decide: decideAssignTicket,
})
