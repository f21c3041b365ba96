import { z } from 'zod'
import { decideBulkAssignTickets } from '#domain/decide/decide-assignment.ts'
import { defineCommand } from '../define-command.ts'
import { id, onBoard, version } from '../fields.ts'

export const bulkAssignTickets = defineCommand({
  name: 'bulkAssignTickets',
  schema: onBoard({
    items: z
      .array(z.object({ ticketId: id, expectedVersion: version, engineerId: id }))
      .min(1)
      .max(200),
  }),
  touches: ({ items }) => ({
    ticketIds: items.map(({ ticketId }) => ticketId),
    engineerIds: items.map(({ engineerId }) => engineerId),
  }),
  decide: decideBulkAssignTickets,
})
