import type { CommandAnswer } from '#contract/command.ts'
import type { Touched } from '#contract/define-command.ts'
import { findBoardAndEarlierAnswers, type EarlierAnswer } from '#db/board-log.ts'
import type { Transaction } from '#db/client.ts'
import { countOpenLoads, lockEngineers } from '#db/engineer.ts'
import { lockTickets } from '#db/ticket.ts'
import type { Actor } from '#domain/actor.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import { refuse } from '#domain/rejection.ts'
import { readRunningFlows } from './flow-running/running-flows.ts'

/** Tickets first, then engineers, then the rest; all statements travel together and run in this order. */
export async function lockFacts(
  tx: Transaction,
  boardId: string,
  commandIds: readonly string[],
  { ticketIds, engineerIds }: Touched,
) {
  const [held, engineers, loads, found] = await Promise.all([
    lockTickets(tx, ticketIds),
    engineerIds.length > 0 ? lockEngineers(tx, engineerIds) : [],
    engineerIds.length > 0 ? countOpenLoads(tx, engineerIds) : new Map<string, number>(),
    findBoardAndEarlierAnswers(tx, boardId, commandIds),
  ])
  if (!found) return refuse({ name: 'board-not-found' })
  const tickets = new Map(held.map(({ ticket }) => [ticket.id, ticket]))
  const names = new Map(held.map(({ ticket, holderName }) => [ticket.assignment?.engineerId, holderName]))
  const facts: BoardFacts = {
    board: found.board,
    ...(await readRunningFlows(tx, held, found.board)),
    findTicket: (id) => tickets.get(id),
    findEngineer: (id) => engineers.find((engineer) => engineer.id === id),
    engineerName: (id) => names.get(id) ?? engineers.find((engineer) => engineer.id === id)?.name ?? '',
    openLoad: (id) => loads.get(id) ?? 0,
  }
  return { ok: true as const, earlier: found.earlier, facts, tickets: [...tickets.values()] }
}

export const firstAnswer = ({ seq, actorId, items }: EarlierAnswer, actor: Actor): CommandAnswer =>
  actorId === actor.id ? { ok: true, seq, ...(items && { items }) } : refuse({ name: 'command-id-taken' })
