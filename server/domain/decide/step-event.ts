import type { FlowVersion } from '../flow/version.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { decided, decidedAt, type Decision } from './board-facts.ts'
import type { Landed } from './running-flow.ts'

/**
 * A step of a ticket as its board tells it: it was moved; or it was taken from its holder, because it waits again for
 * automatic dispatch; or something happened beside what its card shows. A step that came too late is nothing at all.
 */
export function decideStepped(
  ticket: Ticket,
  landed: Landed & { ok: true },
  version: FlowVersion | undefined,
): Decision {
  if (landed.steps?.length === 0) return decided()
  const { id: ticketId, nodeId: fromNodeId, assignment } = ticket
  if (assignment && version?.nodes[landed.nodeId]?.type === 'auto-assign')
    return decidedAt(landed, (landing) => ({
      type: 'ticketUnassigned',
      ticketId,
      previousEngineerId: assignment.engineerId,
      ...landing,
    }))
  const stays = landed.nodeId === fromNodeId && landed.stage === ticket.stage
  return decidedAt(landed, (landing) =>
    stays
      ? { type: 'ticketStepped', ticketId, ...landing }
      : { type: 'ticketMoved', ticketId, fromNodeId, ...landing },
  )
}
