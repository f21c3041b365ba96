import { z } from 'zod'
import type { ItemAnswer } from '#domain/decide/board-facts.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { addNote } from './commands/add-note.ts'
import { assignTicket } from './commands/assign-ticket.ts'
import { bulkAssignTickets } from './commands/bulk-assign-tickets.ts'
import { cancelTicket } from './commands/cancel-ticket.ts'
import { createTicket } from './commands/create-ticket.ts'
import { editTicket } from './commands/edit-ticket.ts'
import { moveTicketStage } from './commands/move-ticket-stage.ts'
import { acceptOffer } from './commands/accept-offer.ts'
import { claimTicket } from './commands/claim-ticket.ts'
import { declineOffer } from './commands/decline-offer.ts'
import { expireOffer } from './commands/expire-offer.ts'
import { migrateTicket } from './commands/migrate-ticket.ts'
import { offerTicket } from './commands/offer-ticket.ts'
import { withdrawOffer } from './commands/withdraw-offer.ts'
import { pinAssignment } from './commands/pin-assignment.ts'
import { reassignTicket } from './commands/reassign-ticket.ts'
import { reopenTicket } from './commands/reopen-ticket.ts'
import { setTicketPriority } from './commands/set-ticket-priority.ts'
import { unassignTicket } from './commands/unassign-ticket.ts'
import { completeStep } from './commands/complete-step.ts'
import { decideApproval } from './commands/decide-approval.ts'
import { returnStep } from './commands/return-step.ts'
import { transferStep } from './commands/transfer-step.ts'
import { closeStep } from './commands/close-step.ts'
import { fillForm } from './commands/fill-form.ts'
import { advanceFlow } from './commands/advance-flow.ts'
import { unpinAssignment } from './commands/unpin-assignment.ts'

/** Every command that a board knows. */
export const commands = {
  createTicket,
  editTicket,
  assignTicket,
  reassignTicket,
  unassignTicket,
  bulkAssignTickets,
  moveTicketStage,
  setTicketPriority,
  addNote,
  pinAssignment,
  unpinAssignment,
  cancelTicket,
  reopenTicket,
  offerTicket,
  acceptOffer,
  declineOffer,
  withdrawOffer,
  expireOffer,
  migrateTicket,
  claimTicket,
  completeStep,
  decideApproval,
  returnStep,
  transferStep,
  closeStep,
  fillForm,
  advanceFlow,
}

export type CommandName = keyof typeof commands
export type CommandInput<Name extends CommandName> = z.infer<(typeof commands)[Name]['schema']>

/** What travels: the name decides the shape of the input. */
export type CommandMessage = { [Name in CommandName]: { name: Name; input: CommandInput<Name> } }[CommandName]

/**
 * The answer. `seq` is the number of the command's last event on its board, null when a bulk command changed nothing;
 * `items` is there for bulk commands only.
 */
export type CommandAnswer = { ok: true; seq: number | null; items?: readonly ItemAnswer[] } | Refusal

const outline = z.object({ name: z.string(), input: z.unknown() })

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** The only door for commands from outside: a typed message, or the name of what is wrong with it. */
export function parseCommand(raw: unknown): { ok: true; message: CommandMessage } | Refusal {
  const message = outline.safeParse(raw)
  if (!message.success) return refuse({ name: 'wrong-field', field: 'name' })
  const { name } = message.data
  if (!isCommandName(name)) return refuse({ name: 'unknown-command', command: name.slice(0, 40) })
  const input = commands[name].schema.safeParse(message.data.input)
  if (!input.success) {
    const path = input.error.issues[0]?.path ?? []
    if (path.includes('place')) return refuse({ name: 'impossible-coordinate' })
    return refuse({ name: 'wrong-field', field: path.join('.') })
  }
  return { ok: true, message: { name, input: input.data } as CommandMessage }
}
