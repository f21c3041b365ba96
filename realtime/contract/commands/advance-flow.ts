import { z } from 'zod'
import { decideAdvanceFlow } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'
import { flowName } from '../step-fields.ts'

const at = { tokenId: flowName, step: z.int().min(0) }

/** Only Paidan itself says this. It carries no version: what it is about is named by token and step, late or not. */
export const advanceFlow = defineCommand({
  name: 'advanceFlow',
  schema: onBoard({
    ticketId: id,
    signal: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('timer'), ...at, timer: z.enum(['warning', 'breach', 'wait']) }),
      z.object({ kind: z.literal('webhook-answered'), ...at, succeeded: z.boolean() }),
      z.object({ kind: z.literal('sub-ticket-closed'), key: flowName }),
    ]),
  }),
  touches: touchesTicket,
  decide: decideAdvanceFlow,
})
