import { addNote } from '#contract/commands/add-note.ts'
import { mayAddNote } from '../policies/ticket.ts'
import { saveTicketsAndNotes } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const addNoteUseCase = defineUseCase({
  command: addNote,
  may: mayAddNote,
  completeFacts: boardFactsOnly,
  save: saveTicketsAndNotes,
})
