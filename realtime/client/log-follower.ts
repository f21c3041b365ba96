import type { BoardEvent } from '#contract/board-event.ts'
import { contractVersion, type BoardSnapshot } from '#contract/board-snapshot.ts'
import type { EventBatch } from '#contract/wire.ts'
import type { Rejection } from '#domain/rejection.ts'
import { stepCatchUp, type CatchUp, type CatchUpInput } from './catch-up.ts'
import type { BoardSocket } from './connect-socket.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'
import { askWatch } from './questions.ts'

export type LogFollower = {
  head: () => number
  /** Whether the connection is up and the board was joined on it. */
  isFollowing: () => boolean
  connected: () => void
  disconnected: () => void
  takeBatch: (batch: EventBatch) => void
  takeHeartbeat: (head: number) => void
  close: () => void
}

export type LogFollowerOptions = {
  socket: BoardSocket
  boardId: string
  head: number
  fetchSnapshot: () => Promise<BoardSnapshot>
  /** False when an event does not fit the board that is shown; it is then read anew. */
  apply: (events: readonly BoardEvent[], head: number) => boolean
  replace: (snapshot: BoardSnapshot) => void
  /** The server has said how far the log reaches. */
  onHeard: () => void
  onJoined: () => void
  /** Following again after a question: commands may go. */
  onLive: () => void
  onRefused: (rejection: Rejection) => void
}

const retryMs = 2_000

/** Asks the questions that `stepCatchUp` wants asked, and feeds it the answers. */
export function createLogFollower(options: LogFollowerOptions): LogFollower {
  const { socket, boardId, onRefused } = options
  let current: CatchUp = { state: 'cut', head: options.head }
  let retry: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const advance = (input: CatchUpInput) => {
    const { next, apply, ask } = stepCatchUp(current, input)
    if (apply.length > 0 && !options.apply(apply, next.head)) {
      advance({ type: 'told-to-reload' })
      return
    }
    const wasJoining = current.state === 'joining'
    current = next
    if (ask === 'watch') void watch()
    if (ask === 'snapshot') void reload()
    if (next.state !== 'live') return
    options.onHeard()
    if (wasJoining) options.onJoined()
    options.onLive()
  }

  const askAgain = (ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => advance({ type: 'unanswered' }), ms)
  }

  const watch = async () => {
    const answer = await askWatch(socket, { boardId, since: current.head, contractVersion })
    // After a cut the next connection asks anew.
    if (isClosed || !socket.connected) return
    if (!answer) {
      askAgain(0)
    } else if (!answer.ok) {
      const pauseMs = pauseBeforeRetry(answer.rejection)
      if (pauseMs === undefined) onRefused(answer.rejection)
      else askAgain(pauseMs)
    } else if ('reload' in answer) {
      advance({ type: 'told-to-reload' })
    } else {
      advance({ type: 'watched', head: answer.head, events: answer.events })
    }
  }

  const reload = async () => {
    const snapshot = await options.fetchSnapshot().catch(() => undefined)
    if (isClosed) return
    if (!snapshot) {
      askAgain(retryMs)
    } else if (snapshot.contractVersion !== contractVersion) {
      onRefused({ name: 'page-outdated' })
    } else if (current.state === 'reloading') {
      options.replace(snapshot)
      advance({ type: 'reloaded', head: snapshot.seq })
    }
  }

  return {
    head: () => current.head,
    isFollowing: () => current.state === 'live' || current.state === 'catching-up',
    connected: () => advance({ type: 'connected' }),
    disconnected: () => advance({ type: 'disconnected' }),
    takeBatch: (batch) => advance({ type: 'batch', batch }),
    takeHeartbeat: (head) => advance({ type: 'heartbeat', head }),
    close: () => {
      isClosed = true
      clearTimeout(retry)
    },
  }
}
