import { migrateTicket, type Migration, type NodeMapping, type StayFlaw } from '../flow/migrate.ts'
import { placeOf } from '../flow/standing.ts'
import type { FlowVersion } from '../flow/version.ts'
import { refuse } from '../rejection.ts'
import { isOpen, type Ticket } from '../ticket/ticket.ts'
import type { TicketEvent } from '../ticket/ticket-event.ts'
import { decided, type BoardFacts, type Decision, type DecisionContext } from './board-facts.ts'
import { guardFactsOf, type FlowMoment, type RunningFlow } from './running-flow.ts'

/** Where tickets go. Null in the mapping: those of that node stay on their version. */
type MigrationTarget = { version: FlowVersion; mapping: Readonly<Record<string, string | null>> }

/** Only the server knows where to. */
export type MigrationFacts = BoardFacts & { target?: MigrationTarget }

/**
 * Takes a ticket to another version. One that has come there or to its end meanwhile is left alone: no events. A rehearsal asks
 * the same.
 */
export function decideMigrateTicket(
  facts: MigrationFacts,
  { ticketId }: { ticketId: string },
  { now }: DecisionContext,
): Decision {
  const ticket = facts.findTicket(ticketId)
  const running = facts.runningFlow?.(ticketId)
  const { target } = facts
  if (facts.board.closed) return refuse({ name: 'board-closed' })
  if (!target || !ticket?.flow || !running || !isOpen(ticket)) return decided()
  const { version } = target
  if (ticket.flow.id !== version.flowId || ticket.flow.number === version.number) return decided()
  const moved = moveTicket(ticket, running, target, { now, timeZone: facts.board.timeZone })
  if (!moved.ok) return refuse({ name: 'ticket-stays', why: moved.flaw })
  const place = placeOf(version, moved.state)
  const stepped: TicketEvent = {
    type: 'ticketStepped',
    ticketId,
    flow: { id: version.flowId, number: version.number },
    steps: moved.events,
    ...place,
  }
  // Nobody holds what waits for automatic dispatch.
  const freed: TicketEvent[] =
    ticket.assignment && version.nodes[place.nodeId]?.type === 'auto-assign'
      ? [{ type: 'ticketUnassigned', ticketId, previousEngineerId: ticket.assignment.engineerId, ...place }]
      : []
  return { ok: true, events: [stepped, ...freed], ordered: [{ ticketId, effects: moved.effects, version }] }
}

function moveTicket(
  ticket: Ticket,
  running: RunningFlow,
  { version, mapping }: MigrationTarget,
  moment: Pick<FlowMoment, 'now' | 'timeZone'>,
): Migration | { ok: false; flaw: StayFlaw } {
  const left = running.state.tokens.find(({ nodeId }) => mapping[nodeId] === null)
  if (left) return { ok: false, flaw: { name: 'planned', nodeId: left.nodeId } }
  const goes: NodeMapping = Object.fromEntries(
    Object.entries(mapping).flatMap(([from, to]) => (to === null ? [] : [[from, to]])),
  )
  return migrateTicket(running.state, running.version, goes, {
    version,
    now: moment.now,
    by: null,
    facts: guardFactsOf(running, ticket, moment),
    holderId: ticket.assignment?.engineerId ?? null,
    deadline: running.deadline,
  })
}
