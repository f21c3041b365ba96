import { contractVersion } from '#contract/board-snapshot.ts'
import type { BoardEvent } from '#contract/board-event.ts'
import type { WatchAnswer, WatchRequest } from '#contract/wire.ts'
import { refuse } from '#domain/rejection.ts'

/** Further behind than this the snapshot is smaller than the events. */
const mostEvents = 2_000

export type WatchPorts = {
  /** Starts, or has started, the delivery of what comes after the answered head. */
  follow: (boardId: string) => Promise<number | undefined>
  readEventsAfter: (boardId: string, seq: number, limit: number) => Promise<readonly BoardEvent[]>
}

/**
 * What somebody who has a board as of `since` has missed. The caller has joined the room of the board before, so that nothing
 * falls between this reading and the first broadcast; what comes twice is dropped by its number.
 */
export async function answerWatch(
  { boardId, since, contractVersion: theirs }: WatchRequest,
  { follow, readEventsAfter }: WatchPorts,
): Promise<WatchAnswer> {
  const head = await follow(boardId)
  if (head === undefined) return refuse({ name: 'board-not-found' })
  if (theirs !== contractVersion || since > head + mostEvents) return { ok: true, reload: true, head }
  const events = await readEventsAfter(boardId, since, mostEvents + 1)
  const last = events.at(-1)?.seq ?? since
  if (events.length > mostEvents || last < head) return { ok: true, reload: true, head }
  return { ok: true, head: last, events }
}
