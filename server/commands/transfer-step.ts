import type { CommandInput } from '#contract/command.ts'
import { transferStep } from '#contract/commands/transfer-step.ts'
import { isHandler } from '#db/flow-people.ts'
import { mayTakeStep } from '../policies/ticket.ts'
import { saveTicketsAndNotes } from './save-changes.ts'
import { defineUseCase } from './use-case.ts'

export const transferStepUseCase = defineUseCase({
  command: transferStep,
  may: mayTakeStep,
  completeFacts: async (tx, facts, { handlerId }: CommandInput<'transferStep'>) => ({
    ok: true,
    facts: { ...facts, isHandler: await isHandler(tx, facts.board.id, handlerId) },
  }),
  save: saveTicketsAndNotes,
})
