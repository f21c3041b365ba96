import { decideCloseStep } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { text } from '../fields.ts'
import { onStep } from '../step-fields.ts'

export const closeStep = defineCommand({
  name: 'closeStep',
  schema: onStep({ reason: text.min(1).max(300) }),
  touches: touchesTicket,
  decide: decideCloseStep,
})
