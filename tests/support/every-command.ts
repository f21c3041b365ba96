import { randomUUID } from 'node:crypto'
import type { CommandName } from '#contract/command.ts'
import { newTicket } from './board-client.ts'
import { commandOn, type GivenCommand } from './send-command.ts'

/** What nobody of the office may say: engineers' own answers, and the clock's. */
export const answerNames: ReadonlySet<string> = new Set<CommandName>([
  'acceptOffer',
  'declineOffer',
  'claimTicket',
  'expireOffer',
  'migrateTicket',
  'advanceFlow',
])

/** One well-formed message of each command, on the ticket as it is in its second version. */
export function everyCommand(
  boardId: string,
  { ticketId, engineerId }: { ticketId: string; engineerId: string },
): Record<CommandName, GivenCommand> {
  const seen = { ticketId, expectedVersion: 2 }
  const step = { ...seen, tokenId: 't1' }
  return {
    createTicket: commandOn(boardId, 'createTicket', newTicket()),
    editTicket: commandOn(boardId, 'editTicket', { ...seen, changes: { title: '漏电' } }),
    assignTicket: commandOn(boardId, 'assignTicket', { ...seen, engineerId }),
    reassignTicket: commandOn(boardId, 'reassignTicket', { ...seen, engineerId }),
    unassignTicket: commandOn(boardId, 'unassignTicket', seen),
    bulkAssignTickets: commandOn(boardId, 'bulkAssignTickets', { items: [{ ...seen, engineerId }] }),
    moveTicketStage: commandOn(boardId, 'moveTicketStage', { ...seen, stage: 'en-route' }),
    setTicketPriority: commandOn(boardId, 'setTicketPriority', { ...seen, priority: 1 }),
    addNote: commandOn(boardId, 'addNote', { ticketId, noteId: randomUUID(), text: '已联系客户' }),
    pinAssignment: commandOn(boardId, 'pinAssignment', seen),
    unpinAssignment: commandOn(boardId, 'unpinAssignment', seen),
    cancelTicket: commandOn(boardId, 'cancelTicket', { ...seen, reason: '客户取消' }),
    reopenTicket: commandOn(boardId, 'reopenTicket', seen),
    offerTicket: commandOn(boardId, 'offerTicket', { ...seen, offerId: randomUUID(), engineerId }),
    acceptOffer: commandOn(boardId, 'acceptOffer', { ticketId, offerId: randomUUID(), engineerId }),
    declineOffer: commandOn(boardId, 'declineOffer', { ticketId, offerId: randomUUID() }),
    withdrawOffer: commandOn(boardId, 'withdrawOffer', { ...seen, offerId: randomUUID() }),
    migrateTicket: commandOn(boardId, 'migrateTicket', { ticketId, migrationId: randomUUID() }),
    expireOffer: commandOn(boardId, 'expireOffer', { ticketId, offerId: randomUUID() }),
    completeStep: commandOn(boardId, 'completeStep', { ...step, outcome: 'done' }),
    decideApproval: commandOn(boardId, 'decideApproval', { ...step, verdict: 'approved' }),
    returnStep: commandOn(boardId, 'returnStep', { ...step, toNodeId: 'start' }),
    transferStep: commandOn(boardId, 'transferStep', { ...step, handlerId: engineerId }),
    closeStep: commandOn(boardId, 'closeStep', { ...step, reason: '客户取消' }),
    fillForm: commandOn(boardId, 'fillForm', { ...seen, fields: { 'form.cost': 80 } }),
    advanceFlow: commandOn(boardId, 'advanceFlow', {
      ticketId,
      signal: { kind: 'timer', tokenId: 't1', step: 1, timer: 'breach' },
    }),
    claimTicket: commandOn(boardId, 'claimTicket', { ticketId, offerId: randomUUID(), engineerId }),
  }
}
