import { decideUnassignTicket } from '#domain/decide/decide-assignment.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'

export const unassignTicket = defineCommand({
  name: 'unassignTicket',
  schema: onTicket({}),
  touches: touchesTicket,
  decide: decideUnassignTicket,
})
