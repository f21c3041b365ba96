import { closeStep } from '#contract/commands/close-step.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const closeStepUseCase = defineUseCase({
  command: closeStep,
  may: mayTakeStep,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
