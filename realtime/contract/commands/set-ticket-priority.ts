import { decideSetTicketPriority } from '#domain/decide/decide-ticket-content.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket, priority } from '../fields.ts'

export const setTicketPriority = defineCommand({
  name: 'setTicketPriority',
  schema: onTicket({ priority }),
  touches: touchesTicket,
  decide: decideSetTicketPriority,
})
