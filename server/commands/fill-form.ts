import { fillForm } from '#contract/commands/fill-form.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const fillFormUseCase = defineUseCase({
  command: fillForm,
  may: mayTakeStep,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
