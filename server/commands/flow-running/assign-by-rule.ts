import type { Transaction } from '#db/client.ts'
import { countOpenLoads, lockEngineers } from '#db/engineer.ts'
import { findEngineerBehind } from '#db/flow-people.ts'
import { decideAssignTicket } from '#domain/decide/decide-assignment.ts'
import type { DecisionContext } from '#domain/decide/board-facts.ts'
import { guardFactsOf, type RunningFlow } from '#domain/decide/running-flow.ts'
import type { Handler, PlainHandler } from '#domain/flow-graph/people.ts'
import { chooseHandler } from '#domain/flow/choose-handler.ts'
import type { FlowEffect } from '#domain/flow/flow-input.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import type { Desk } from './desk.ts'

type AutoAssign = Extract<FlowEffect, { kind: 'auto-assign' }>

/**
 * Dispatch by a rule happens at once: the one whom it names gets the ticket if they may be given it; else the ticket leaves
 * unassigned.
 */
export async function assignByRule(
  tx: Transaction,
  desk: Desk,
  { ticketId, effect, handler }: { ticketId: string; effect: AutoAssign; handler: Handler },
  { now }: DecisionContext,
): Promise<void> {
  const { tokenId, step } = effect
  const running = desk.facts.runningFlow?.(ticketId)
  if (running?.state.tokens.find(({ id }) => id === tokenId)?.step !== step) return
  const { board } = desk.facts
  const ticket = desk.ticket(ticketId)
  const facts = guardFactsOf(running, ticket, { now, timeZone: board.timeZone })
  const named = nameOf(chooseHandler(handler, facts), running)
  const engineerId = named === null ? undefined : await findEngineerBehind(tx, board.id, named)
  if (engineerId !== undefined && !ticket.assignment) {
    const engineers = await lockEngineers(tx, [engineerId])
    const loads = await countOpenLoads(tx, [engineerId])
    const decision = decideAssignTicket(
      {
        ...desk.facts,
        findEngineer: (id) => engineers.find((engineer) => engineer.id === id),
        openLoad: (id) => (loads.get(id) ?? 0) + desk.addedLoad(id),
      },
      { ticketId, engineerId, expectedVersion: ticket.version },
      { now, actor: engineOf(board.id) },
    )
    if (decision.ok) {
      desk.take(decision)
      return
    }
  }
  desk.run(ticketId, { kind: 'handler-found', tokenId, step, handlerId: null })
}

/** Who is named, where the rule names one and not many. */
function nameOf(handler: PlainHandler, { state }: RunningFlow): string | null {
  switch (handler.kind) {
    case 'person':
      return handler.personId
    case 'last-handler':
      return state.visited[handler.nodeId]?.handlerId ?? null
    case 'holder':
    case 'role':
    case 'team':
    case 'customer':
      return null
  }
}
