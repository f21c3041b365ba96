import type { BoardEvent } from '#contract/board-event.ts'
import type { EventBatch, Head } from '#contract/wire.ts'
import { engineSettingsOf, isSameEngine, type EngineSettings } from '#domain/scoring/engine-settings.ts'
import type { Instant } from '#domain/instant.ts'
import type { Log } from './log.ts'
import { splitBatch } from './split-batch.ts'

/**
 * Follows the logs of the boards that somebody on this node watches, and delivers what is new, in order and without gaps.
 * Rings make it quick; the poll makes it certain.
 */
export type LogTail = {
  /** The board's head, from which on everything will be delivered; undefined when there is no such board. */
  follow: (boardId: string) => Promise<number | undefined>
  unfollow: (boardId: string) => void
  /** How far the log reaches by the database itself; delivery may be a little behind it. */
  readHead: (boardId: string) => Promise<number | undefined>
  /** Somebody says that the log reaches to `seq`. Untrue and late rings are harmless. */
  ring: (boardId: string, seq: number) => void
  close: () => void
}

export type LogTailOptions = {
  readHeads: (boardIds: readonly string[]) => Promise<readonly Omit<Head, 'serverNow'>[]>
  readEventsAfter: (boardId: string, seq: number, limit: number) => Promise<readonly BoardEvent[]>
  deliver: (batch: EventBatch) => void
  deliverHead: (head: Head) => void
  now: () => Instant
  log: Log
}

type Followed = {
  engine: EngineSettings
  /** Delivered up to here. */
  tail: number
  /** The highest head that anybody has told. */
  head: number
  reading: boolean
  lastReadAt: number
  timer: NodeJS.Timeout | undefined
}

/** At most one select and one broadcast per board in this time: joined messages are 15 times cheaper than single ones. */
const joinMs = 10
const pollMs = 500
const heartbeatMs = 5_000
const selectLimit = 500
const batchCharacters = 64 * 1024

export function createLogTail(options: LogTailOptions): LogTail {
  const { readHeads, readEventsAfter, deliver, deliverHead, now, log } = options
  const boards = new Map<string, Followed>()
  const starting = new Map<string, Promise<number | undefined>>()
  let polling = false
  let databaseAway = false
  let lastPollAt = performance.now()

  const fail = (error: unknown) => {
    if (!databaseAway) log.error({ err: error }, 'the log of the boards cannot be read')
    databaseAway = true
  }

  const schedule = (boardId: string, board: Followed) => {
    if (board.reading || board.timer || board.head <= board.tail) return
    const wait = board.lastReadAt + joinMs - performance.now()
    board.timer = setTimeout(() => void read(boardId, board), Math.max(0, wait))
  }

  const read = async (boardId: string, board: Followed) => {
    board.timer = undefined
    board.reading = true
    board.lastReadAt = performance.now()
    const headBefore = board.head
    try {
      const events = await readEventsAfter(boardId, board.tail, selectLimit)
      if (boards.get(boardId) !== board) return
      for (const batch of splitBatch(boardId, events, batchCharacters)) deliver(batch)
      const last = events.at(-1)
      if (last) board.tail = last.seq
      // A ring about a head that is not there (a database restored from a backup) must not make it read for ever.
      if (events.length < selectLimit && board.head === headBefore) board.head = board.tail
    } catch (error) {
      // The next poll finds the same head again.
      board.head = board.tail
      fail(error)
    } finally {
      board.reading = false
    }
    schedule(boardId, board)
  }

  const ring = (boardId: string, seq: number) => {
    const board = boards.get(boardId)
    if (!board || seq <= board.head) return
    board.head = seq
    schedule(boardId, board)
  }

  const poll = async () => {
    if (polling || boards.size === 0) return
    polling = true
    try {
      for (const head of await readHeads([...boards.keys()])) {
        ring(head.boardId, head.seq)
        takeEngine(head.boardId, engineSettingsOf(head))
      }
      lastPollAt = performance.now()
      if (databaseAway) log.info('the log of the boards can be read again')
      databaseAway = false
    } catch (error) {
      fail(error)
    } finally {
      polling = false
    }
  }

  /** A change of what the engine does is no event of the board; it does not wait for the heartbeat all the same. */
  const takeEngine = (boardId: string, engine: EngineSettings) => {
    const board = boards.get(boardId)
    if (!board || isSameEngine(board.engine, engine)) return
    board.engine = engine
    tellHead(boardId, board)
  }

  const tellHead = (boardId: string, { tail, engine }: Followed) =>
    deliverHead({ boardId, seq: tail, serverNow: now(), ...engine })

  // Silence is how a client learns that this node no longer knows the truth: no heartbeat without a fresh poll.
  const beat = () => {
    if (performance.now() - lastPollAt > heartbeatMs) return
    for (const [boardId, board] of boards) tellHead(boardId, board)
  }

  const start = async (boardId: string) => {
    const [found] = await readHeads([boardId])
    if (!found) return undefined
    const tail = found.seq
    const engine = engineSettingsOf(found)
    boards.set(boardId, { tail, head: tail, engine, reading: false, lastReadAt: 0, timer: undefined })
    return tail
  }

  const pollTimer = setInterval(() => void poll(), pollMs)
  const heartbeatTimer = setInterval(beat, heartbeatMs)
  return {
    follow: async (boardId) => {
      const board = boards.get(boardId)
      if (board) return board.tail
      const running = starting.get(boardId) ?? start(boardId).finally(() => starting.delete(boardId))
      starting.set(boardId, running)
      return running
    },
    unfollow: (boardId) => {
      clearTimeout(boards.get(boardId)?.timer)
      boards.delete(boardId)
    },
    readHead: async (boardId) => (await readHeads([boardId]))[0]?.seq,
    ring,
    close: () => {
      clearInterval(pollTimer)
      clearInterval(heartbeatTimer)
      for (const board of boards.values()) clearTimeout(board.timer)
      boards.clear()
    },
  }
}
