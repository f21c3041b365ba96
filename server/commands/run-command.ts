import { parseCommand, type CommandAnswer } from '#contract/command.ts'
import type { Envelope } from '#contract/define-command.ts'
import { appendEvents, findBoardAndEarlierAnswers } from '#db/board-log.ts'
import type { Sql, Transaction } from '#db/client.ts'
import type { NewTimer } from '#db/timer.ts'
import { readFlowVersion } from '#db/flow-version-reader.ts'
import { actorRef, type Actor } from '#domain/actor.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal } from '#domain/rejection.ts'
import { carryOn } from './flow-running/carry-on.ts'
import { prepareFlows, saveFlows } from './flow-running/save-flows.ts'
import { inTransaction } from './in-transaction.ts'
import { firstAnswer, lockFacts } from './lock-facts.ts'
import { recordDecisions, type DecisionAdvisor } from './record-decisions.ts'
import { findTwinRefusal } from './twin.ts'
import { useCases } from './use-cases.ts'
import { toChanges, type UseCase } from './use-case.ts'

export type RunCommand = (actor: Actor, raw: unknown) => Promise<CommandAnswer>

export type CommandPorts = {
  sql: Sql
  now: () => Instant
  /** Called after the commit, never inside the transaction. */
  onCommitted: (boardId: string, seq: number) => void
  /** Where there is none, nothing is recorded of why an engineer was chosen. */
  advisor?: DecisionAdvisor
  /** Called after the commit with the times that flows wait for from now on. */
  onTimers?: (timers: readonly NewTimer[]) => void
}

/**
 * Carries out commands: parse → authorise → lock → decide → save → append to the log → commit → ring.
 * A refusal rolls everything back, so that it has changed nothing.
 */
export function createRunCommand({ sql, now, onCommitted, advisor, onTimers }: CommandPorts): RunCommand {
  return async (actor, raw) => {
    const parsed = parseCommand(raw)
    if (!parsed.ok) return parsed
    const { input } = parsed.message
    const useCase = useCases[parsed.message.name]
    try {
      // Before the transaction, which must not wait for anything while it holds rows and a connection.
      if (useCase.gives) await advisor?.prepare(input.boardId)
      const { answer, timers } = await inTransaction(sql, async (tx) => {
        const done = await carryOut(tx, useCase, actor, input, { now: now(), advisor })
        if (!done.answer.ok) throw new RolledBack(done.answer)
        return { ...done, answer: done.answer }
      })
      if (answer.seq !== null) onCommitted(input.boardId, answer.seq)
      if (timers.length > 0) onTimers?.(timers)
      return answer
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal
      const twin = findTwinRefusal(error, input)
      if (!twin) throw error
      return (await findTwinsAnswer(sql, actor, input)) ?? refuse(twin)
    }
  }
}

type Done = { answer: CommandAnswer; timers: readonly NewTimer[] }

const answered = (answer: CommandAnswer): Done => ({ answer, timers: [] })

async function carryOut(
  tx: Transaction,
  { touches, may, decide, save, gives }: UseCase,
  actor: Actor,
  input: Envelope,
  { now, advisor }: { now: Instant; advisor: DecisionAdvisor | undefined },
): Promise<Done> {
  const { boardId, commandId } = input
  const locked = await lockFacts(tx, boardId, [commandId], touches(input))
  if (!locked.ok) return answered(locked)
  const earlier = locked.earlier.get(commandId)
  if (earlier) return answered(firstAnswer(earlier, actor))
  if (!may(actor, { boardId, tickets: locked.tickets })) return answered(refuse({ name: 'not-allowed' }))
  const context = { now, actor }
  const decision = await decide(tx, locked.facts, input, context)
  if (!decision.ok) return answered(decision)
  const { items } = decision
  if (decision.events.length === 0) return answered({ ok: true, seq: null, ...(items && { items }) })
  const by = actorRef(actor)
  const carried = await carryOn(tx, locked.facts, decision, context)
  const { events } = carried
  const changes = toChanges(locked.facts, events, context)
  const decisions =
    gives && advisor
      ? await recordDecisions(advisor, changes.slice(0, decision.events.length), {
          at: now,
          by,
          ...gives(input),
          openLoad: locked.facts.openLoad,
        })
      : []
  const flows = await prepareFlows(changes, {
    runningFlow: locked.facts.runningFlow,
    readVersion: (flow) => readFlowVersion(tx, flow),
  })
  // Sent at once, carried out in this order: what points to tickets comes behind them, the log last.
  const saving = [
    save(tx, changes, { ...context, by, decisions }),
    ...saveFlows(tx, flows, carried, now, decision.filled),
  ]
  // Messages look for their readers first, which takes more than one statement.
  if (carried.messages.length > 0) await Promise.all(saving)
  const [[seq = null]] = await Promise.all([
    appendEvents(tx, { boardId, at: now, actor: by, commands: [{ commandId, events, items }] }),
    ...saving,
  ])
  return { answer: { ok: true, seq, ...(items && { items }) }, timers: carried.timers.set }
}

async function findTwinsAnswer(
  sql: Sql,
  actor: Actor,
  { boardId, commandId }: Envelope,
): Promise<CommandAnswer | undefined> {
  const found = await sql.begin((tx) => findBoardAndEarlierAnswers(tx, boardId, [commandId]))
  const earlier = found?.earlier.get(commandId)
  return earlier && firstAnswer(earlier, actor)
}

/** Carries a refusal out of the transaction, which rolls back. */
class RolledBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.rejection.name)
    this.refusal = refusal
  }
}
