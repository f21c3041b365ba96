import { parseCommand, type CommandAnswer, type CommandInput } from '#contract/command.ts'
import { createTicket } from '#contract/commands/create-ticket.ts'
import { appendEvents } from '#db/board-log.ts'
import type { Transaction } from '#db/client.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import type { NewTimer } from '#db/timer.ts'
import { findBoardDistricts } from '#db/region.ts'
import { findTakenExternalIds, takeTicketNumbers } from '#db/ticket.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { BoardFacts, Decision, DecisionContext } from '#domain/decide/board-facts.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import type { Ticket } from '#domain/ticket/ticket.ts'
import type { TicketEvent } from '#domain/ticket/ticket-event.ts'
import { findDistrict } from '#geo/district.ts'
import { mayCreateTicket } from '../policies/ticket.ts'
import { dayOfNumber, externalIdsOf, lookUpOwner } from './create-ticket.ts'
import { carryOn, createRoleBook, type CarriedOn } from './flow-running/carry-on.ts'
import { createLoadBook } from './flow-running/load-book.ts'
import { findFirstVersions } from './flow-running/running-flows.ts'
import { prepareFlows, saveFlows } from './flow-running/save-flows.ts'
import { inTransaction } from './in-transaction.ts'
import { firstAnswer, lockFacts } from './lock-facts.ts'
import type { CommandPorts } from './run-command.ts'
import { saveTickets } from './save-changes.ts'
import { findTwinRefusal } from './twin.ts'
import { toChanges } from './use-case.ts'

type Input = CommandInput<'createTicket'>

/** A createTicket command as it comes from outside, without the board. */
export type NewTicketCommand = Omit<Input, 'boardId'>

/** The answers come in the order of the commands. */
export type CreateTickets = (
  actor: Actor,
  boardId: string,
  commands: readonly NewTicketCommand[],
) => Promise<readonly CommandAnswer[]>

/**
 * Carries out many createTicket commands of one board in one transaction. Each is parsed, authorised, decided and
 * answered for itself, exactly as run-command.ts would: a refused one changes nothing and leaves the others alone.
 */
export function createCreateTickets({ sql, now, onCommitted, onTimers }: CommandPorts): CreateTickets {
  return async function createTickets(actor, boardId, commands) {
    const parsed = commands.map((command) => parseInput({ ...command, boardId }))
    try {
      const {
        answers,
        head,
        timers = [],
      } = await inTransaction(sql, (tx) => carryOut(tx, boardId, parsed, { actor, now: now() }))
      if (head !== undefined) onCommitted(boardId, head)
      if (timers.length > 0) onTimers?.(timers)
      return answers
    } catch (error) {
      if (!findTwinRefusal(error, { boardId, commandId: '' })) throw error
      // Somebody was faster with one of them, has committed, and is seen the next time.
      return createTickets(actor, boardId, commands)
    }
  }
}

type Parsed = { ok: true; input: Input } | Refusal

function parseInput(input: Input): Parsed {
  const parsed = parseCommand({ name: createTicket.name, input })
  if (!parsed.ok) return parsed
  return { ok: true, input: parsed.message.input as Input }
}

async function carryOut(
  tx: Transaction,
  boardId: string,
  parsed: readonly Parsed[],
  context: DecisionContext,
): Promise<{
  answers: readonly CommandAnswer[]
  head?: number | undefined
  timers?: readonly NewTimer[]
}> {
  const inputs = parsed.flatMap((one) => (one.ok ? [one.input] : []))
  const commandIds = inputs.map(({ commandId }) => commandId)
  const ticketIds = inputs.map(({ ticketId }) => ticketId)
  const locked = await lockFacts(tx, boardId, commandIds, { ticketIds, engineerIds: [] })
  if (!locked.ok) return { answers: parsed.map((one) => (one.ok ? locked : one)) }
  const { facts, earlier } = locked

  const judge = createJudge(facts, await findTakenExternalIds(tx, boardId, externalIdsOf(inputs)), context)
  const accepted = new Map<string, Input>()
  const verdicts = parsed.map((one): Verdict => {
    if (!one.ok) return { answer: one }
    const { commandId } = one.input
    const first = earlier.get(commandId)
    if (first) return { answer: firstAnswer(first, context.actor) }
    if (accepted.has(commandId)) return { commandId }
    const refusal = judge(one.input)
    if (refusal) return { answer: refusal }
    accepted.set(commandId, one.input)
    return { commandId }
  })

  const decisions = await decide(tx, facts, [...accepted.values()], context)
  const { seqs, timers } = await save(tx, facts, decisions, context)
  const answers = verdicts.map((verdict): CommandAnswer => {
    if ('answer' in verdict) return verdict.answer
    const decision = decisions.get(verdict.commandId)
    return decision?.ok === false ? decision : { ok: true, seq: seqs.get(verdict.commandId) ?? null }
  })
  return { answers, head: [...seqs.values()].at(-1), timers }
}

type Verdict = { answer: CommandAnswer } | { commandId: string }

/**
 * Says who is refused before anything is made for them: a refused command must leave no customer and no number behind.
 * What would be made counts at once, so that of two for the same ticket the second is refused.
 */
function createJudge(facts: BoardFacts, taken: Set<string>, context: DecisionContext) {
  const guessed = new Map<string, Ticket>()
  const findTicket = (id: string) => guessed.get(id) ?? facts.findTicket(id)
  return (input: Input): Refusal | undefined => {
    const { ticketId, externalId } = input
    const found = facts.findTicket(ticketId)
    const subject = { boardId: facts.board.id, tickets: found ? [found] : [] }
    if (!mayCreateTicket(context.actor, subject)) return refuse({ name: 'not-allowed' })
    const externalIdTaken = externalId !== null && taken.has(externalId)
    const unknown = { customer: null, asset: null, district: null, number: '' }
    const guess = createTicket.decide({ ...facts, ...unknown, findTicket, externalIdTaken }, input, context)
    if (!guess.ok) return guess
    if (externalId !== null) taken.add(externalId)
    for (const { after } of toChanges(facts, guess.events, context)) guessed.set(after.id, after)
    return undefined
  }
}

/** The decisions by command, each with all that the database knows and makes for it. */
async function decide(
  tx: Transaction,
  facts: BoardFacts,
  inputs: readonly Input[],
  context: DecisionContext,
): Promise<ReadonlyMap<string, Decision>> {
  const { board } = facts
  const [districts, ...owners] = await Promise.all([
    findBoardDistricts(tx, board.id),
    ...inputs.map((input) => lookUpOwner(tx, input)),
  ])
  const customers = owners.map((owner) => (owner.ok ? owner.customer : null))
  const starts = await findFirstVersions(tx, board, customers)
  // Last, because the counters stay locked until the commit and whoever makes a ticket by hand waits for them.
  const days = inputs.map((input) => dayOfNumber(input, board, context.now))
  const numbers = await takeTicketNumbers(tx, board.id, days)
  const made = new Map<string, Decision>()
  for (const [index, input] of inputs.entries()) {
    const owner = owners[index] ?? refuse({ name: 'customer-not-found' })
    if (!owner.ok) {
      made.set(input.commandId, owner)
      continue
    }
    const { customer, asset } = owner
    const district = findDistrict(districts, input.place)?.name ?? null
    const found = {
      customer,
      asset,
      district,
      number: numbers[index] ?? '',
      externalIdTaken: false,
      startsOn: starts[index],
    }
    made.set(input.commandId, createTicket.decide({ ...facts, ...found }, input, context))
  }
  return made
}

/** Writes the tickets and, as the last statement, their events; the number of each command's event. */
async function save(
  tx: Transaction,
  facts: BoardFacts,
  decisions: ReadonlyMap<string, Decision>,
  context: DecisionContext,
): Promise<{ seqs: ReadonlyMap<string, number>; timers: readonly NewTimer[] }> {
  const commands: ({ commandId: string } & CarriedOn)[] = []
  const earlier: TicketEvent[] = []
  const books = { roles: createRoleBook(tx, facts.board.id), loads: createLoadBook(tx, facts.board.id) }
  for (const [commandId, decision] of decisions) {
    if (!decision.ok) continue
    const carried = await carryOn(tx, facts, decision, context, { earlier, ...books })
    commands.push({ commandId, ...carried })
    earlier.push(...carried.events)
  }
  if (commands.length === 0) return { seqs: new Map(), timers: [] }
  const changes = commands.flatMap(({ events }) => toChanges(facts, events, context))
  const flows = await prepareFlows(changes, {
    runningFlow: facts.runningFlow,
    readVersion: (flow) => readFlowVersion(tx, flow),
  })
  const carried = {
    timers: {
      set: commands.flatMap(({ timers }) => timers.set),
      cleared: commands.flatMap(({ timers }) => timers.cleared),
    },
    subTickets: commands.flatMap(({ subTickets }) => subTickets),
    messages: commands.flatMap(({ messages }) => messages),
    webhooks: commands.flatMap(({ webhooks }) => webhooks),
  }
  const { now: at, actor } = context
  const by = actorRef(actor)
  const saving = [
    saveTickets(tx, changes, { ...context, by, decisions: [] }),
    ...saveFlows(tx, flows, carried, at),
  ]
  // Messages look for their readers first, which takes more than one statement.
  if (carried.messages.length > 0) await Promise.all(saving)
  const [seqs] = await Promise.all([
    appendEvents(tx, { boardId: facts.board.id, at, actor: by, commands }),
    ...saving,
  ])
  return {
    seqs: new Map(commands.map(({ commandId }, index) => [commandId, seqs[index] ?? 0])),
    timers: carried.timers.set,
  }
}
