import { z } from 'zod'
import { decideDecideApproval } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { formFields, onStep, stepNote } from '../step-fields.ts'

export const decideApproval = defineCommand({
  name: 'decideApproval',
  schema: onStep({
    verdict: z.enum(['approved', 'rejected']),
    fields: formFields.optional(),
    note: stepNote.optional(),
  }),
  touches: touchesTicket,
  decide: decideDecideApproval,
})
