import type { CommandInput } from '#contract/command.ts'
import { advanceFlow } from '#contract/commands/advance-flow.ts'
import type { Transaction } from '#db/client.ts'
import { tellParent } from '#db/sub-ticket.ts'
import { takeTimer } from '#db/timer.ts'
import type { Instant } from '#domain/instant.ts'
import { mayAdvanceFlow } from '../policies/ticket.ts'
import { saveTickets } from './save-changes.ts'
import { defineUseCase } from './use-case.ts'

type Input = CommandInput<'advanceFlow'>

export const advanceFlowUseCase = defineUseCase({
  command: advanceFlow,
  may: mayAdvanceFlow,
  completeFacts: async (tx, facts, input: Input, { now }) => ({
    ok: true,
    facts: { ...facts, isNews: await takeSignal(tx, input, now) },
  }),
  save: saveTickets,
})

/** What waits for a signal goes in the transaction in which it comes: so it comes once, whoever brings it. */
async function takeSignal(tx: Transaction, { ticketId, signal }: Input, at: Instant): Promise<boolean> {
  switch (signal.kind) {
    case 'timer':
      return takeTimer(tx, { ticketId, ...signal, kind: signal.timer })
    case 'sub-ticket-closed':
      return tellParent(tx, { parentId: ticketId, key: signal.key, at })
    case 'webhook-answered':
      // Told again and again until the sender knows; the step that waits is what makes it once.
      return true
  }
}
