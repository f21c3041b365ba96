import { decideApproval } from '#contract/commands/decide-approval.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTicketsAndNotes } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const decideApprovalUseCase = defineUseCase({
  command: decideApproval,
  may: mayTakeStep,
  completeFacts: boardFactsOnly,
  save: saveTicketsAndNotes,
})
