import { returnStep } from '#contract/commands/return-step.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTicketsAndNotes } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const returnStepUseCase = defineUseCase({
  command: returnStep,
  may: mayTakeStep,
  completeFacts: boardFactsOnly,
  save: saveTicketsAndNotes,
})
