import { decideAddNote } from '#domain/decide/decide-ticket-content.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard, text } from '../fields.ts'

export const addNote = defineCommand({
  name: 'addNote',
  schema: onBoard({ ticketId: id, noteId: id, text: text.min(1).max(2000) }),
  touches: touchesTicket,
  decide: decideAddNote,
})
