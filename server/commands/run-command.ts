import { parseCommand, type CommandAnswer } from '#contract/command.ts'
import type { Envelope } from '#contract/define-command.ts'
import { appendEvents, findBoardAndEarlierAnswer } from '#db/board-log.ts'
import type { Sql, Transaction } from '#db/client.ts'
import { countOpenLoads, lockEngineers } from '#db/engineer.ts'
import { lockTickets } from '#db/ticket.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { BoardFacts } from '#domain/decide/board-facts.ts'
import { defaultFlow } from '#domain/flow/default-flow.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal, type Rejection } from '#domain/rejection.ts'
import { applyTicketEvent } from '#domain/ticket/ticket-event.ts'
import { useCases } from './use-cases.ts'
import type { Change, UseCase } from './use-case.ts'

export type RunCommand = (actor: Actor, raw: unknown) => Promise<CommandAnswer>

export type CommandPorts = {
  sql: Sql
  now: () => Instant
  /** Called after the commit, never inside the transaction. */
  onCommitted: (boardId: string, seq: number) => void
}

/**
 * Carries out commands: parse → authorise → lock → decide → save → append to the log → commit → ring.
 * A refusal rolls everything back, so that it has changed nothing.
 */
export function createRunCommand({ sql, now, onCommitted }: CommandPorts): RunCommand {
  return async (actor, raw) => {
    const parsed = parseCommand(raw)
    if (!parsed.ok) return parsed
    const { input } = parsed.message
    const useCase = useCases[parsed.message.name]
    try {
      const answer = await sql.begin(async (tx) => {
        const inTransaction = await carryOut(tx, useCase, actor, input, now())
        if (!inTransaction.ok) throw new RolledBack(inTransaction)
        return inTransaction
      })
      if (answer.seq !== null) onCommitted(input.boardId, answer.seq)
      return answer
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal
      const twin = findTwinRefusal(error, input)
      if (!twin) throw error
      return (await findTwinsAnswer(sql, actor, input)) ?? refuse(twin)
    }
  }
}

async function carryOut(
  tx: Transaction,
  { touches, may, decide, save }: UseCase,
  actor: Actor,
  input: Envelope,
  now: Instant,
): Promise<CommandAnswer> {
  const { boardId, commandId } = input
  const locked = await lockFacts(tx, boardId, commandId, touches(input))
  if (!locked.ok) return locked
  if (locked.earlier) return firstAnswer(locked.earlier, actor)
  if (!may(actor, { boardId, tickets: locked.tickets })) return refuse({ name: 'not-allowed' })
  const context = { now, actor }
  const decision = await decide(tx, locked.facts, input, context)
  if (!decision.ok) return decision
  const { events, items } = decision
  if (events.length === 0) return { ok: true, seq: null, ...(items && { items }) }
  const by = actorRef(actor)
  const changes: Change[] = events.map((event) => {
    const before = locked.facts.findTicket(event.ticketId)
    return { event, before, after: applyTicketEvent(before, event, { at: now, actorName: actor.name }) }
  })
  const [, seq] = await Promise.all([
    save(tx, changes, { ...context, by }),
    appendEvents(tx, { boardId, commandId, at: now, actor: by, events, items: items ?? null }),
  ])
  return { ok: true, seq, ...(items && { items }) }
}

/** Tickets first, then engineers, then the rest; all statements travel together and run in this order. */
async function lockFacts(
  tx: Transaction,
  boardId: string,
  commandId: string,
  { ticketIds, engineerIds }: { ticketIds: readonly string[]; engineerIds: readonly string[] },
) {
  const [held, engineers, loads, found] = await Promise.all([
    lockTickets(tx, ticketIds),
    engineerIds.length > 0 ? lockEngineers(tx, engineerIds) : [],
    engineerIds.length > 0 ? countOpenLoads(tx, engineerIds) : new Map<string, number>(),
    findBoardAndEarlierAnswer(tx, boardId, commandId),
  ])
  if (!found) return refuse({ name: 'board-not-found' })
  const tickets = new Map(held.map(({ ticket }) => [ticket.id, ticket]))
  const names = new Map(held.map(({ ticket, holderName }) => [ticket.assignment?.engineerId, holderName]))
  const facts: BoardFacts = {
    board: found.board,
    flow: defaultFlow,
    findTicket: (id) => tickets.get(id),
    findEngineer: (id) => engineers.find((engineer) => engineer.id === id),
    engineerName: (id) => names.get(id) ?? engineers.find((engineer) => engineer.id === id)?.name ?? '',
    openLoad: (id) => loads.get(id) ?? 0,
  }
  return { ok: true as const, earlier: found.earlier, facts, tickets: [...tickets.values()] }
}

type Earlier = NonNullable<NonNullable<Awaited<ReturnType<typeof findBoardAndEarlierAnswer>>>['earlier']>

const firstAnswer = ({ seq, actorId, items }: Earlier, actor: Actor): CommandAnswer =>
  actorId === actor.id ? { ok: true, seq, ...(items && { items }) } : refuse({ name: 'command-id-taken' })

async function findTwinsAnswer(
  sql: Sql,
  actor: Actor,
  { boardId, commandId }: Envelope,
): Promise<CommandAnswer | undefined> {
  const found = await sql.begin((tx) => findBoardAndEarlierAnswer(tx, boardId, commandId))
  return found?.earlier && firstAnswer(found.earlier, actor)
}

/** Two that make the same thing at the very same moment pass each other's checks; a constraint stops the slower one. */
function findTwinRefusal(error: unknown, input: Envelope): Rejection | undefined {
  const constraint = error instanceof Error && 'constraint_name' in error ? error.constraint_name : undefined
  switch (constraint) {
    case 'board_event_command':
      return { name: 'command-id-taken' }
    case 'ticket_pkey':
      return { name: 'ticket-exists' }
    case 'ticket_external':
      return {
        name: 'external-id-taken',
        externalId: 'externalId' in input ? String(input.externalId) : '',
      }
    case 'note_pkey':
      return { name: 'note-exists' }
    default:
      return undefined
  }
}

/** Carries a refusal out of the transaction, which rolls back. */
class RolledBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.rejection.name)
    this.refusal = refusal
  }
}
