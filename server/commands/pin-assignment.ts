import { pinAssignment } from '#contract/commands/pin-assignment.ts'
import { mayPinAssignment } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const pinAssignmentUseCase = defineUseCase({
  command: pinAssignment,
  may: mayPinAssignment,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
