import type { Transaction } from '#db/client.ts'
import { findEngineerBehind } from '#db/flow-people.ts'
import { decideAssignTicket } from '#domain/decide/decide-assignment.ts'
import type { DecisionContext } from '#domain/decide/board-facts.ts'
import { guardFactsOf, type RunningFlow } from '#domain/decide/running-flow.ts'
import type { Handler, PlainHandler } from '#domain/flow-graph/people.ts'
import { chooseHandler } from '#domain/flow/choose-handler.ts'
import type { FlowEffect } from '#domain/flow/flow-input.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import type { Desk } from './desk.ts'
import { rankByWork } from './rank-by-work.ts'
import type { LoadBook } from './load-book.ts'

type AutoAssign = Extract<FlowEffect, { kind: 'auto-assign' }>

/**
 * Dispatch by a rule happens at once: of those whom it names, the first who may be given the ticket gets it; when there is
 * none, it leaves unassigned.
 */
export async function assignByRule(
  tx: Transaction,
  { desk, loads }: { desk: Desk; loads: LoadBook },
  { ticketId, effect, handler }: { ticketId: string; effect: AutoAssign; handler: Handler },
  { now }: DecisionContext,
): Promise<void> {
  const { tokenId, step } = effect
  const running = desk.facts.runningFlow?.(ticketId)
  if (running?.state.tokens.find(({ id }) => id === tokenId)?.step !== step) return
  const { board } = desk.facts
  const ticket = desk.ticket(ticketId)
  const facts = guardFactsOf(running, ticket, { now, timeZone: board.timeZone })
  const named = ticket.assignment
    ? []
    : await findNamed(tx, { desk, loads }, chooseHandler(handler, facts), running)
  const locked = new Map((await loads.lock(named)).map((one) => [one.engineer.id, one]))
  const addedLoad = desk.addedLoad()
  // In the order of now: whoever held the locks until then may have made the first the busiest.
  for (const engineerId of rankByWork([...locked.keys()], { desk, loads })) {
    const decision = decideAssignTicket(
      {
        ...desk.facts,
        findEngineer: (id) => locked.get(id)?.engineer,
        openLoad: (id) => (locked.get(id)?.openLoad ?? 0) + (addedLoad.get(id) ?? 0),
      },
      { ticketId, engineerId, expectedVersion: ticket.version },
      { now, actor: engineOf(board.id) },
    )
    if (!decision.ok) continue
    desk.take(decision)
    return
  }
  desk.run(ticketId, { kind: 'handler-found', tokenId, step, handlerId: null })
}

/** More are not asked: one of these has room, or hardly anybody has. */
const mostAsked = 20

/** The engineers whom a rule names: of many those who have the least to do. */
async function findNamed(
  tx: Transaction,
  { desk, loads }: { desk: Desk; loads: LoadBook },
  handler: PlainHandler,
  { state }: RunningFlow,
): Promise<readonly string[]> {
  const boardId = desk.facts.board.id
  const leastBusy = async (teamId: string | null) =>
    rankByWork(await loads.engineersOf(teamId), { desk, loads }).slice(0, mostAsked)
  switch (handler.kind) {
    case 'person':
      return findOne(tx, boardId, handler.personId)
    case 'last-handler':
      return findOne(tx, boardId, state.visited[handler.nodeId]?.handlerId)
    case 'team':
      return leastBusy(handler.teamId)
    case 'role':
      return handler.role === 'engineer' ? leastBusy(null) : []
    case 'holder':
    case 'customer':
      return []
  }
}

async function findOne(
  tx: Transaction,
  boardId: string,
  id: string | null | undefined,
): Promise<readonly string[]> {
  const engineerId = id ? await findEngineerBehind(tx, boardId, id) : undefined
  return engineerId === undefined ? [] : [engineerId]
}
