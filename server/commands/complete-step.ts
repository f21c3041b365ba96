import { completeStep } from '#contract/commands/complete-step.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTicketsAndNotes } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const completeStepUseCase = defineUseCase({
  command: completeStep,
  may: mayTakeStep,
  completeFacts: boardFactsOnly,
  save: saveTicketsAndNotes,
})
