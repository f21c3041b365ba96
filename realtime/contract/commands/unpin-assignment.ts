import { decideUnpinAssignment } from '#domain/decide/decide-ticket-content.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'

export const unpinAssignment = defineCommand({
  name: 'unpinAssignment',
  schema: onTicket({}),
  touches: touchesTicket,
  decide: decideUnpinAssignment,
})
