import { z } from 'zod'
import { decideAddNote } from '#domain/decide/decide-ticket-content.ts'
import { defineCommand, touchesTicket } from '../define-command.ts'
import { id, onBoard } from '../fields.ts'

export const addNote = defineCommand({
  name: 'addNote',
  schema: onBoard({ ticketId: id, noteId: id, text: z.string().trim().min(1).max(2000) }),
  touches: touchesTicket,
  decide: decideAddNote,
})
