import { bulkAssignTickets } from '#contract/commands/bulk-assign-tickets.ts'
import { mayBulkAssignTickets } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const bulkAssignTicketsUseCase = defineUseCase({
  command: bulkAssignTickets,
  may: mayBulkAssignTickets,
  completeFacts: boardFactsOnly,
  save: saveTickets,
  gives: { reason: () => undefined, asSuggested: ({ asSuggested }) => asSuggested === true },
})
