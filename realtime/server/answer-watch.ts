import { contractVersion } from '#contract/board-snapshot.ts'
import type { BoardEvent } from '#contract/board-event.ts'
import type { WatchAnswer, WatchRequest } from '#contract/wire.ts'
import { refuse } from '#domain/rejection.ts'
import type { LogTail } from './log-tail.ts'

/** Further behind than this the snapshot is smaller than the events. */
const mostEvents = 2_000

export type WatchPorts = Pick<LogTail, 'follow' | 'readHead'> & {
  readEventsAfter: (boardId: string, seq: number, limit: number) => Promise<readonly BoardEvent[]>
}

/**
 * What somebody who has a board as of `since` has missed. The caller has joined the room of the board before, so that nothing
 * falls between this reading and the first broadcast; what comes twice is dropped by its number.
 */
export async function answerWatch(
  { boardId, since, contractVersion: theirs }: WatchRequest,
  { follow, readHead, readEventsAfter }: WatchPorts,
): Promise<WatchAnswer> {
  const tail = await follow(boardId)
  if (tail === undefined) return refuse({ name: 'board-not-found' })
  // Who comes from another node may be ahead of this one; who is ahead of the database has seen a log that is gone.
  const head = since > tail ? ((await readHead(boardId)) ?? 0) : tail
  if (theirs !== contractVersion || since > head) return { ok: true, reload: true, head }
  const events = await readEventsAfter(boardId, since, mostEvents + 1)
  const last = events.at(-1)?.seq ?? since
  if (events.length > mostEvents) return { ok: true, reload: true, head: Math.max(head, last) }
  return { ok: true, head: last, events }
}
