import type { CommandName } from '#contract/command.ts'
import { addNoteUseCase } from './add-note.ts'
import { assignTicketUseCase } from './assign-ticket.ts'
import { bulkAssignTicketsUseCase } from './bulk-assign-tickets.ts'
import { cancelTicketUseCase } from './cancel-ticket.ts'
import { createTicketUseCase } from './create-ticket.ts'
import { editTicketUseCase } from './edit-ticket.ts'
import { moveTicketStageUseCase } from './move-ticket-stage.ts'
import { acceptOfferUseCase } from './accept-offer.ts'
import { claimTicketUseCase } from './claim-ticket.ts'
import { declineOfferUseCase } from './decline-offer.ts'
import { expireOfferUseCase } from './expire-offer.ts'
import { migrateTicketUseCase } from './migrate-ticket.ts'
import { offerTicketUseCase } from './offer-ticket.ts'
import { withdrawOfferUseCase } from './withdraw-offer.ts'
import { pinAssignmentUseCase } from './pin-assignment.ts'
import { reassignTicketUseCase } from './reassign-ticket.ts'
import { reopenTicketUseCase } from './reopen-ticket.ts'
import { setTicketPriorityUseCase } from './set-ticket-priority.ts'
import { completeStepUseCase } from './complete-step.ts'
import { decideApprovalUseCase } from './decide-approval.ts'
import { returnStepUseCase } from './return-step.ts'
import { transferStepUseCase } from './transfer-step.ts'
import { closeStepUseCase } from './close-step.ts'
import { fillFormUseCase } from './fill-form.ts'
import { advanceFlowUseCase } from './advance-flow.ts'
import { unassignTicketUseCase } from './unassign-ticket.ts'
import { unpinAssignmentUseCase } from './unpin-assignment.ts'
import type { UseCase } from './use-case.ts'

/** A command of the contract without a use case here does not compile. */
export const useCases: { [Name in CommandName]: UseCase<Name> } = {
  createTicket: createTicketUseCase,
  editTicket: editTicketUseCase,
  assignTicket: assignTicketUseCase,
  reassignTicket: reassignTicketUseCase,
  unassignTicket: unassignTicketUseCase,
  bulkAssignTickets: bulkAssignTicketsUseCase,
  moveTicketStage: moveTicketStageUseCase,
  setTicketPriority: setTicketPriorityUseCase,
  addNote: addNoteUseCase,
  pinAssignment: pinAssignmentUseCase,
  unpinAssignment: unpinAssignmentUseCase,
  cancelTicket: cancelTicketUseCase,
  reopenTicket: reopenTicketUseCase,
  offerTicket: offerTicketUseCase,
  acceptOffer: acceptOfferUseCase,
  declineOffer: declineOfferUseCase,
  withdrawOffer: withdrawOfferUseCase,
  expireOffer: expireOfferUseCase,
  migrateTicket: migrateTicketUseCase,
  claimTicket: claimTicketUseCase,
  completeStep: completeStepUseCase,
  decideApproval: decideApprovalUseCase,
  returnStep: returnStepUseCase,
  transferStep: transferStepUseCase,
  closeStep: closeStepUseCase,
  fillForm: fillFormUseCase,
  advanceFlow: advanceFlowUseCase,
}
