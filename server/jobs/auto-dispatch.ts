import type { CommandAnswer } from '#contract/command.ts'
import type { AdviceAnswer } from '#contract/wire.ts'
import type { WaitingTicket } from '#db/auto-dispatch.ts'
import type { Actor } from '#domain/actor.ts'
import type { RejectionName } from '#domain/rejection.ts'
import { mayAssignAlone } from '#domain/scoring/rank.ts'
import { engineOf } from '#domain/dispatch-engine.ts'

export type AutoDispatchPorts = {
  findBoards: () => Promise<readonly string[]>
  findWaiting: (boardId: string) => Promise<readonly WaitingTicket[]>
  advise: (boardId: string, ticketId: string) => Promise<AdviceAnswer>
  runCommand: (actor: Actor, raw: unknown) => Promise<CommandAnswer>
  newId: () => string
  log: { error: (details: { err: unknown }, text: string) => void }
}

export type AutoDispatch = {
  /** Something was committed on the board: look at what waits there, now. */
  ring: (boardId: string) => void
  /** When everything under way has been answered. */
  close: () => Promise<void>
}

/** A board is looked at this often without a ring: engineers move and come on shift without a commit. */
const pollMs = 2_000
/** A ticket that could not be given away, and has not changed since, is looked at again after this time. */
const againAfterMs = 10_000

/** Ages are not told by the clock of the board, which may be set, or run faster than life. */
const monotonicMs = () => performance.now()

/** These say that another engineer may still do; any other refusal is about the ticket. */
const aboutTheEngineer: ReadonlySet<RejectionName> = new Set<RejectionName>([
  'at-capacity',
  'engine-limit',
  'off-shift',
  'skill-missing',
  'certificate-expired',
  'engineer-not-found',
])

/**
 * Gives waiting tickets away on the boards that want it, as the policy allows. It sends the same commands as people do: what
 * it was told is the past, and the command decides. Several nodes may do this at once; the losers of a race are refused.
 */
export function startAutoDispatch(ports: AutoDispatchPorts): AutoDispatch {
  const { findBoards, findWaiting, advise, runCommand, newId, log } = ports
  const automatic = new Set<string>()
  const tried = new Map<string, { version: number; at: number }>()
  const passes = new Map<string, { again: boolean; done: Promise<void> }>()
  let closed = false
  let isFailing = false

  const isDue = ({ id, version }: WaitingTicket) => {
    const last = tried.get(id)
    return last?.version !== version || monotonicMs() - last.at >= againAfterMs
  }

  /** Down the list until somebody takes it; each must be good enough to be sent without a person. */
  const giveAway = async (boardId: string, ticket: WaitingTicket) => {
    const answer = await advise(boardId, ticket.id)
    // The advisor and the list of those who wait were read at different moments: the ring between them calls again.
    if (!answer.ok || answer.advice.ticketVersion !== ticket.version) return
    tried.set(ticket.id, { version: ticket.version, at: monotonicMs() })
    const { recommended, automatic: limits } = answer.advice
    for (const [index, { engineerId }] of recommended.entries()) {
      const totals = recommended.slice(index, index + 2).map(({ score }) => score.total)
      if (closed || !mayAssignAlone(totals, limits).ok) return
      const input = {
        commandId: newId(),
        boardId,
        ticketId: ticket.id,
        expectedVersion: ticket.version,
        engineerId,
      }
      const assigned = await runCommand(engineOf(boardId), { name: 'assignTicket', input })
      if (assigned.ok || !aboutTheEngineer.has(assigned.rejection.name)) return
    }
  }

  const pass = async (boardId: string) => {
    try {
      for (const ticket of await findWaiting(boardId))
        if (!closed && isDue(ticket)) await giveAway(boardId, ticket)
      isFailing = false
    } catch (err) {
      // The database is away, most likely: said once, tried again with the next poll.
      if (!isFailing) log.error({ err }, 'the engine cannot assign by itself')
      isFailing = true
    }
  }

  const look = (boardId: string) => {
    if (closed) return
    const running = passes.get(boardId)
    if (running) {
      running.again = true
      return
    }
    const state = { again: false, done: Promise.resolve() }
    passes.set(boardId, state)
    state.done = pass(boardId).finally(() => {
      passes.delete(boardId)
      if (state.again) look(boardId)
    })
  }

  const forgetOld = () => {
    for (const [id, { at }] of tried) if (monotonicMs() - at > 2 * againAfterMs) tried.delete(id)
  }

  const poll = async () => {
    try {
      const boards = await findBoards()
      automatic.clear()
      for (const boardId of boards) automatic.add(boardId)
    } catch (err) {
      if (!isFailing) log.error({ err }, 'the engine cannot assign by itself')
      isFailing = true
    }
    forgetOld()
    for (const boardId of automatic) look(boardId)
  }

  let polling = poll()
  const timer = setInterval(() => {
    polling = polling.then(poll)
  }, pollMs)
  return {
    ring: (boardId) => {
      if (automatic.has(boardId)) look(boardId)
    },
    async close() {
      closed = true
      clearInterval(timer)
      await polling
      await Promise.all([...passes.values()].map(({ done }) => done))
    },
  }
}
