import type { CommandAnswer } from '#contract/command.ts'
import type { AdviceAnswer } from '#contract/wire.ts'
import type { EngineBoard, WaitingTicket } from '#db/auto-dispatch.ts'
import type { Actor } from '#domain/actor.ts'
import type { RejectionName } from '#domain/rejection.ts'
import type { Advice } from '#domain/scoring/advice.ts'
import { nextToAsk } from '#domain/scoring/next-to-ask.ts'
import { mayAssignAlone } from '#domain/scoring/rank.ts'
import { engineOf } from '#domain/dispatch-engine.ts'

export type AutoDispatchPorts = {
  findBoards: () => Promise<readonly EngineBoard[]>
  findWaiting: (boardId: string) => Promise<readonly WaitingTicket[]>
  /** `most` is how many of the list are told. */
  advise: (boardId: string, ticketId: string, most: number) => Promise<AdviceAnswer>
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
/** One that nobody could take now, sooner: somebody finishes a job, and may. That many at once, the first due first. */
const nobodyAgainAfterMs = 500
const mostForNobody = 20

/** So many of the list are tried before the ticket is left for a while. */
const mostTried = 25
/** A board on which there was nothing to do is read so soon after a commit: somebody may have begun to ask. */
const readAfterMs = 100

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
  const active = new Map<string, EngineBoard>()
  const tried = new Map<string, { version: number; at: number; isForNobody: boolean }>()
  const passes = new Map<string, { again: boolean; done: Promise<void> }>()
  let closed = false
  let isFailing = false

  const lookAgainAt = ({ id, version }: WaitingTicket): { at: number; isForNobody: boolean } => {
    const last = tried.get(id)
    if (last?.version !== version) return { at: 0, isForNobody: false }
    return { ...last, at: last.at + (last.isForNobody ? nobodyAgainAfterMs : againAfterMs) }
  }

  /** Whether nothing is left to try: it was done, or the ticket itself stands in the way. */
  const isSettled = async (boardId: string, name: 'assignTicket' | 'offerTicket', given: object) => {
    const input = { commandId: newId(), boardId, ...given }
    const answer = await runCommand(engineOf(boardId), { name, input })
    return answer.ok || !aboutTheEngineer.has(answer.rejection.name)
  }

  const targetOf = ({ id: ticketId, version: expectedVersion }: WaitingTicket) => ({
    ticketId,
    expectedVersion,
  })

  /** Down the list until somebody has it; each must be good enough to be sent without a person. */
  const assign = async (boardId: string, ticket: WaitingTicket, { recommended, automatic }: Advice) => {
    const heldBy = ticket.byFlow?.heldByIds ?? []
    const others = recommended.filter(({ engineerId }) => !heldBy.includes(engineerId))
    for (const [index, { engineerId }] of others.entries()) {
      const totals = others.slice(index, index + 2).map(({ score }) => score.total)
      if (closed || !mayAssignAlone(totals, automatic).ok) return
      if (await isSettled(boardId, 'assignTicket', { ...targetOf(ticket), engineerId })) return
    }
  }

  /** Asks the best of those who have not been asked. */
  const ask = async (boardId: string, ticket: WaitingTicket, { recommended, automatic }: Advice) => {
    const ranked = recommended.map(({ engineerId, score }) => ({ engineerId, points: score.total }))
    for (const { engineerId } of nextToAsk(ranked, ticket.askedIds, automatic)) {
      if (closed) return
      const offer = { ...targetOf(ticket), offerId: newId(), engineerId }
      if (await isSettled(boardId, 'offerTicket', offer)) return
    }
  }

  const handOut = async ({ id: boardId, mode, handOut: by }: EngineBoard, ticket: WaitingTicket) => {
    // Who has begun to ask, goes on asking: the dispatcher whose first offer was declined too.
    const isAsking = ticket.askedIds.length > 0
    if (mode !== 'auto' && !isAsking && !ticket.byFlow) return
    // Those who were asked stand at the head of the list, most likely, and must not be all of it.
    const answer = await advise(boardId, ticket.id, ticket.askedIds.length + mostTried)
    // The advisor and the list of those who wait were read at different moments: the ring between them calls again.
    if (!answer.ok || answer.advice.ticketVersion !== ticket.version) return
    const { advice } = answer
    const isForNobody = advice.recommended.length === 0
    tried.set(ticket.id, { version: ticket.version, at: performance.now(), isForNobody })
    if (isAsking || by === 'offer') await ask(boardId, ticket, advice)
    else if (by === 'assignment') await assign(boardId, ticket, advice)
    else if (advice.recommended.length > 0)
      await isSettled(boardId, 'offerTicket', { ...targetOf(ticket), offerId: newId(), engineerId: null })
  }

  const pass = async (boardId: string) => {
    try {
      let forNobody = 0
      for (const ticket of await findWaiting(boardId)) {
        const board = active.get(boardId)
        const again = lookAgainAt(ticket)
        if (closed || !board || again.at > performance.now()) continue
        if (again.isForNobody) forNobody += 1
        if (forNobody <= mostForNobody || !again.isForNobody) await handOut(board, ticket)
      }
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
    for (const [id, { at }] of tried) if (performance.now() - at > 2 * againAfterMs) tried.delete(id)
  }

  const readBoards = async () => {
    try {
      const boards = await findBoards()
      active.clear()
      for (const board of boards) active.set(board.id, board)
    } catch (err) {
      if (!isFailing) log.error({ err }, 'the engine cannot assign by itself')
      isFailing = true
    }
  }

  const poll = async () => {
    await readBoards()
    forgetOld()
    for (const boardId of active.keys()) look(boardId)
  }

  const lookAtRung = async () => {
    const boardIds = [...rung]
    rung.clear()
    await readBoards()
    for (const boardId of boardIds) if (active.has(boardId)) look(boardId)
  }

  const rung = new Set<string>()
  let reading = poll()
  const timer = setInterval(() => {
    reading = reading.then(poll)
  }, pollMs)
  let rungTimer: NodeJS.Timeout | undefined
  return {
    ring: (boardId) => {
      if (active.has(boardId)) {
        look(boardId)
        return
      }
      rung.add(boardId)
      rungTimer ??= setTimeout(() => {
        rungTimer = undefined
        reading = reading.then(lookAtRung)
      }, readAfterMs)
    },
    async close() {
      closed = true
      clearInterval(timer)
      clearTimeout(rungTimer)
      await reading
      await Promise.all([...passes.values()].map(({ done }) => done))
    },
  }
}
