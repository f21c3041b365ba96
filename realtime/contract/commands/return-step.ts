import { decideReturnStep } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { flowName, onStep } from '../step-fields.ts'

export const returnStep = defineCommand({
  name: 'returnStep',
  schema: onStep({ toNodeId: flowName }),
  touches: touchesTicket,
  decide: decideReturnStep,
})
