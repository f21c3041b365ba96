import { z } from 'zod'
import { decideMoveTicketStage } from '#domain/decide/decide-progress.ts'
import { stages } from '#domain/stage.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'

export const moveTicketStage = defineCommand({
  name: 'moveTicketStage',
  schema: onTicket({ stage: z.enum(stages), nodeId: z.string().max(64).optional() }),
  touches: touchesTicket,
  decide: decideMoveTicketStage,
})
