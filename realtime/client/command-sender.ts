import type { BoardEvent } from '#contract/board-event.ts'
import type { CommandAnswer, CommandMessage } from '#contract/command.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Rejection } from '#domain/rejection.ts'
import type { BoardSocket } from './connect-socket.ts'
import {
  addCommand,
  commandIdOf,
  findPending,
  findSendable,
  markSent,
  markWaiting,
  takeAnswer,
  takeEvents,
  type Outbox,
} from './outbox.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'
import { askCommand } from './questions.ts'

export type CommandSender = {
  pending: () => Outbox
  add: (message: CommandMessage, at: Instant) => Promise<CommandAnswer>
  /** Sends what waits, when it may. */
  flush: () => void
  takeEvents: (events: readonly BoardEvent[], head: number) => void
  /** The line was cut: what is unanswered waits and goes again with the same id. */
  cut: () => void
  /** Nothing will be sent any more. What was sent may have happened and stays; only what never left is refused. */
  end: (rejection: Rejection) => void
  close: () => void
}

export type CommandSenderOptions = {
  socket: BoardSocket
  isFollowing: () => boolean
  head: () => number
  onChange: () => void
  onRefused: (message: CommandMessage, rejection: Rejection) => void
}

/** The server answers the commands of a connection one after the other and takes 200 at once. */
const mostUnderWay = 50

export function createCommandSender(options: CommandSenderOptions): CommandSender {
  const { socket, isFollowing, head, onChange, onRefused } = options
  const waiters = new Map<string, (answer: CommandAnswer) => void>()
  let outbox: Outbox = []
  let pause: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const flush = () => {
    if (pause !== undefined || !isFollowing()) return
    const entries = findSendable(outbox, mostUnderWay)
    if (entries.length === 0) return
    outbox = markSent(outbox, new Set(entries.map(commandIdOf)))
    onChange()
    for (const { message } of entries) void deliver(message)
  }

  const deliver = async (message: CommandMessage) => {
    const { commandId } = message.input
    const answer = await askCommand(socket, message)
    if (isClosed) return
    const pauseMs = answer && !answer.ok ? pauseBeforeRetry(answer.rejection) : undefined
    if (answer && pauseMs === undefined) {
      settle(message, answer)
      return
    }
    outbox = markWaiting(outbox, (id) => id === commandId)
    onChange()
    if (pauseMs !== undefined) pauseFor(pauseMs)
    flush()
  }

  const pauseFor = (ms: number) => {
    clearTimeout(pause)
    pause = setTimeout(() => {
      pause = undefined
      flush()
    }, ms)
  }

  const settle = (message: CommandMessage, answer: CommandAnswer) => {
    const { commandId } = message.input
    outbox = takeAnswer(outbox, commandId, answer, head())
    onChange()
    if (!answer.ok) onRefused(message, answer.rejection)
    waiters.get(commandId)?.(answer)
    waiters.delete(commandId)
    flush()
  }

  return {
    pending: () => findPending(outbox),
    add: (message, at) => {
      outbox = addCommand(outbox, message, at)
      const answer = new Promise<CommandAnswer>((resolve) => {
        waiters.set(message.input.commandId, resolve)
      })
      onChange()
      flush()
      return answer
    },
    flush,
    takeEvents: (events, newHead) => {
      outbox = takeEvents(outbox, events, newHead)
    },
    cut: () => {
      outbox = markWaiting(outbox, () => true)
      onChange()
    },
    end: (rejection) => {
      for (const { message, delivery } of outbox)
        if (delivery.state === 'waiting') settle(message, refuse(rejection))
    },
    close: () => {
      isClosed = true
      clearTimeout(pause)
    },
  }
}
