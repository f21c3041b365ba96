import { decideCompleteStep } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { flowName, formFields, onStep, stepNote } from '../step-fields.ts'

export const completeStep = defineCommand({
  name: 'completeStep',
  schema: onStep({ outcome: flowName, fields: formFields.optional(), note: stepNote.optional() }),
  touches: touchesTicket,
  decide: decideCompleteStep,
})
