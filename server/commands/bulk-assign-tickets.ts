import { bulkAssignTickets } from '#contract/commands/bulk-assign-tickets.ts'
import { mayBulkAssignTickets } from '../policies/ticket.ts'
import { saveHandovers } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const bulkAssignTicketsUseCase = defineUseCase({
  command: bulkAssignTickets,
  may: mayBulkAssignTickets,
  completeFacts: boardFactsOnly,
  save: saveHandovers,
  gives: { reason: () => undefined, asSuggested: ({ asSuggested }) => asSuggested === true },
})
