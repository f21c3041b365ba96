import { decideReopenTicket } from '#domain/decide/decide-progress.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'

export const reopenTicket = defineCommand({
  name: 'reopenTicket',
  schema: onTicket({}),
  touches: touchesTicket,
  decide: decideReopenTicket,
})
