import { unpinAssignment } from '#contract/commands/unpin-assignment.ts'
import { mayUnpinAssignment } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const unpinAssignmentUseCase = defineUseCase({
  command: unpinAssignment,
  may: mayUnpinAssignment,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
