import { addNote } from '#contract/commands/add-note.ts'
import { insertNote } from '#db/note.ts'
import { mayAddNote } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const addNoteUseCase = defineUseCase({
  command: addNote,
  may: mayAddNote,
  completeFacts: boardFactsOnly,
  save: (tx, changes, context) =>
    Promise.all([
      saveTickets(tx, changes, context),
      ...changes.map(
        ({ event }) => event.type === 'noteAdded' && insertNote(tx, event, context.by.name, context.now),
      ),
    ]),
})
