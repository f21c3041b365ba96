import { decideTransferStep } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id } from '../fields.ts'
import { onStep, stepNote } from '../step-fields.ts'

export const transferStep = defineCommand({
  name: 'transferStep',
  schema: onStep({ handlerId: id, note: stepNote.optional() }),
  touches: touchesTicket,
  decide: decideTransferStep,
})
