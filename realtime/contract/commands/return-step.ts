import { decideReturnStep } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { flowName, onStep, stepNote } from '../step-fields.ts'

export const returnStep = defineCommand({
  name: 'returnStep',
  schema: onStep({ toNodeId: flowName, note: stepNote.optional() }),
  touches: touchesTicket,
  decide: decideReturnStep,
})
