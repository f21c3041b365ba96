import type { CommandAnswer } from '#contract/command.ts'
import type { ClosedSubTicket } from '#db/sub-ticket.ts'
import type { DueTimer, DueTimers } from '#db/timer.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowSignal } from '#domain/decide/decide-step.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import type { Instant } from '#domain/instant.ts'

export type FlowTimersPorts = {
  /** Those whose time has come, each for one node only, and when the next one is due. */
  claimDue: () => Promise<DueTimers>
  claimClosed: () => Promise<readonly ClosedSubTicket[]>
  runCommand: (actor: Actor, raw: unknown) => Promise<CommandAnswer>
  newId: () => string
  now: () => Instant
  log: { error: (details: { err: unknown }, text: string) => void }
}

export type FlowTimers = {
  /** A flow waits for this moment from now on. */
  expect: (dueAt: Instant) => void
  /** Something was committed: a sub-ticket may have been closed. */
  ring: () => void
  close: () => Promise<void>
}

/** Other nodes set timers too, and may die before theirs are due. */
const pollMs = 1_000
/** Commits of a busy board come many at a time. */
const ringMs = 50
/** So many tickets are told at once. */
const lanes = 4

/** A commit may have closed a sub-ticket; of times it says nothing that is not told by `expect` or found by the poll. */
type Wanted = { times: boolean; closed: boolean }

/**
 * Gives flows what comes to them from nobody, when it is time. What is due stands in the database and goes in the
 * transaction of the command, so that it happens once, whatever the nodes and restarts.
 */
export function startFlowTimers(ports: FlowTimersPorts): FlowTimers {
  const { claimDue, claimClosed, runCommand, newId, now, log } = ports
  let isClosed = false
  let isFailing = false
  let running: Promise<void> | undefined
  let wanted: Wanted = { times: false, closed: false }
  let alarm: { at: Instant; timer: ReturnType<typeof setTimeout> } | undefined

  const tell = (boardId: string, ticketId: string, signal: FlowSignal) =>
    runCommand(engineOf(boardId), {
      name: 'advanceFlow',
      input: { commandId: newId(), boardId, ticketId, signal },
    })

  /** The timers of one ticket in their order, those of others beside them: each command waits for the database most of the time. */
  const tellTimes = async (due: readonly DueTimer[]) => {
    const byTicket = new Map<string, DueTimer[]>()
    for (const timer of due) byTicket.set(timer.ticketId, [...(byTicket.get(timer.ticketId) ?? []), timer])
    const waiting = [...byTicket.values()].values()
    const lane = async () => {
      for (const timers of waiting)
        for (const { boardId, ticketId, tokenId, step, kind } of timers) {
          if (isClosed) return
          await tell(boardId, ticketId, { kind: 'timer', tokenId, step, timer: kind })
        }
    }
    // Whoever goes on from here, or closes, must know that no lane is under way any more.
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  }

  const passTimes = async () => {
    for (;;) {
      const { due, next } = await claimDue()
      if (next !== null) setAlarm(next)
      if (due.length === 0 || isClosed) return
      await tellTimes(due)
    }
  }

  const passClosed = async () => {
    for (const { boardId, parentId, key } of await claimClosed()) {
      if (isClosed) return
      await tell(boardId, parentId, { kind: 'sub-ticket-closed', key })
    }
  }

  /** One kind waits for the other, and goes on as well when that has failed. */
  const pass = async ({ times, closed }: Wanted) => {
    const failures: unknown[] = []
    const note = (err: unknown) => failures.push(err)
    if (times) await passTimes().catch(note)
    if (closed) await passClosed().catch(note)
    // The database is away, most likely: said once, tried again with the next poll.
    const [err] = failures
    if (failures.length > 0 && !isFailing) log.error({ err }, 'what flows wait for cannot be told to them')
    isFailing = failures.length > 0
  }

  const look = (more: Partial<Wanted>) => {
    if (isClosed) return
    wanted = { times: wanted.times || more.times === true, closed: wanted.closed || more.closed === true }
    running ??= (async () => {
      while (wanted.times || wanted.closed) {
        const asked = wanted
        wanted = { times: false, closed: false }
        await pass(asked)
      }
    })().finally(() => {
      running = undefined
    })
  }

  const setAlarm = (at: Instant) => {
    if (isClosed || (alarm && alarm.at <= at)) return
    if (alarm) clearTimeout(alarm.timer)
    // What lies further ahead than the next poll is found by it; that also keeps the delay within what timers can count.
    const timer = setTimeout(
      () => {
        alarm = undefined
        look({ times: true })
      },
      Math.min(Math.max(0, at - now()), pollMs),
    )
    alarm = { at, timer }
  }

  const lookAtAll = () => look({ times: true, closed: true })
  const poll = setInterval(lookAtAll, pollMs)
  let bell: ReturnType<typeof setTimeout> | undefined
  lookAtAll()
  return {
    expect: setAlarm,
    ring: () => {
      bell ??= setTimeout(() => {
        bell = undefined
        look({ closed: true })
      }, ringMs)
    },
    async close() {
      isClosed = true
      clearInterval(poll)
      clearTimeout(alarm?.timer)
      clearTimeout(bell)
      await running
    },
  }
}
