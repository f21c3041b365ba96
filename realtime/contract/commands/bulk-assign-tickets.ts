import { z } from 'zod'
import { decideBulkAssignTickets } from '#domain/decide/decide-assignment.ts'
import { defineCommand } from '../define-command.ts'
import { id, onBoard, version } from '../fields.ts'

export const mostBulkItems = 200

export const bulkAssignTickets = defineCommand({
  name: 'bulkAssignTickets',
  schema: onBoard({
    items: z
      .array(z.object({ ticketId: id, expectedVersion: version, engineerId: id }))
      .min(1)
      .max(mostBulkItems),
    /** They are the engine's plan, and nobody's choice against its advice. */
    asSuggested: z.literal(true).optional(),
  }),
  touches: ({ items }) => ({
    ticketIds: items.map(({ ticketId }) => ticketId),
    engineerIds: items.map(({ engineerId }) => engineerId),
  }),
  decide: decideBulkAssignTickets,
})
