import { moveTicketStage } from '#contract/commands/move-ticket-stage.ts'
import { mayMoveTicketStage } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { boardFactsOnly, defineUseCase } from './use-case.ts'

export const moveTicketStageUseCase = defineUseCase({
  command: moveTicketStage,
  may: mayMoveTicketStage,
  completeFacts: boardFactsOnly,
  save: saveTickets,
})
