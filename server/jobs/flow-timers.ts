import type { CommandAnswer } from '#contract/command.ts'
import type { ClosedSubTicket } from '#db/sub-ticket.ts'
import type { DueTimer } from '#db/timer.ts'
import type { Actor } from '#domain/actor.ts'
import type { FlowSignal } from '#domain/decide/decide-step.ts'
import { engineOf } from '#domain/dispatch-engine.ts'
import type { Instant } from '#domain/instant.ts'

export type FlowTimersPorts = {
  /** Those whose time has come, each for one node only. */
  claimDue: () => Promise<readonly DueTimer[]>
  claimClosed: () => Promise<readonly ClosedSubTicket[]>
  /** When the next one is due; null when none is. */
  findNextDue: () => Promise<Instant | null>
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

/**
 * Gives flows what comes to them from nobody, when it is time. What is due stands in the database and goes in the
 * transaction of the command, so that it happens once, whatever the nodes and restarts.
 */
export function startFlowTimers(ports: FlowTimersPorts): FlowTimers {
  const { claimDue, claimClosed, findNextDue, runCommand, newId, now, log } = ports
  let isClosed = false
  let isFailing = false
  let running: Promise<void> | undefined
  let wanted = false
  let alarm: { at: Instant; timer: ReturnType<typeof setTimeout> } | undefined

  const tell = (boardId: string, ticketId: string, signal: FlowSignal) =>
    runCommand(engineOf(boardId), {
      name: 'advanceFlow',
      input: { commandId: newId(), boardId, ticketId, signal },
    })

  const pass = async () => {
    try {
      for (let due = await claimDue(); due.length > 0 && !isClosed; due = await claimDue())
        for (const { boardId, ticketId, tokenId, step, kind } of due)
          await tell(boardId, ticketId, { kind: 'timer', tokenId, step, timer: kind })
      for (const { boardId, parentId, key } of await claimClosed())
        await tell(boardId, parentId, { kind: 'sub-ticket-closed', key })
      const next = await findNextDue()
      if (next !== null) setAlarm(next)
      isFailing = false
    } catch (err) {
      // The database is away, most likely: said once, tried again with the next poll.
      if (!isFailing) log.error({ err }, 'what flows wait for cannot be told to them')
      isFailing = true
    }
  }

  const look = () => {
    if (isClosed) return
    wanted = true
    running ??= (async () => {
      while (wanted) {
        wanted = false
        await pass()
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
        look()
      },
      Math.min(Math.max(0, at - now()), pollMs),
    )
    alarm = { at, timer }
  }

  const poll = setInterval(look, pollMs)
  let bell: ReturnType<typeof setTimeout> | undefined
  look()
  return {
    expect: setAlarm,
    ring: () => {
      bell ??= setTimeout(() => {
        bell = undefined
        look()
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
