import type { CommandInput } from '#contract/command.ts'
import { editTicket } from '#contract/commands/edit-ticket.ts'
import { mayEditTicket } from '../policies/ticket.ts'
import { lookUpDistrict } from './look-up-district.ts'
import { saveTickets } from './save-changes.ts'
import { defineUseCase } from './use-case.ts'

export const editTicketUseCase = defineUseCase({
  command: editTicket,
  may: mayEditTicket,
  async completeFacts(tx, facts, { changes: { place } }: CommandInput<'editTicket'>) {
    if (!place) return { ok: true, facts }
    return { ok: true, facts: { ...facts, districtOfPlace: await lookUpDistrict(tx, facts.board.id, place) } }
  },
  save: saveTickets,
})
