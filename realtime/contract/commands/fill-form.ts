import { decideFillForm } from '#domain/decide/decide-step.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'
import { formFields } from '../step-fields.ts'

export const fillForm = defineCommand({
  name: 'fillForm',
  schema: onTicket({ fields: formFields }),
  touches: touchesTicket,
  decide: decideFillForm,
})
