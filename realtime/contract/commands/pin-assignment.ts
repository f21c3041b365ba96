import { decidePinAssignment } from '#domain/decide/decide-ticket-content.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { onTicket } from '../fields.ts'

export const pinAssignment = defineCommand({
  name: 'pinAssignment',
  schema: onTicket({}),
  touches: touchesTicket,
  decide: decidePinAssignment,
})
