import { decideCancelTicket } from '#domain/decide/decide-progress.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket, text } from '../fields.ts'

export const cancelTicket = defineCommand({
  name: 'cancelTicket',
  schema: onTicket({ reason: text.min(1).max(300) }),
  touches: touchesTicket,
  decide: decideCancelTicket,
})
