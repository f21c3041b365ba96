import type { BoardEvent } from '#contract/board-event.ts'
import type { EventBatch } from '#contract/wire.ts'

/**
 * A run of a board's log as messages of about `maxCharacters` each: one long message would hold up everything behind it on
 * a slow line. An event that is longer alone travels alone.
 */
export function splitBatch(
  boardId: string,
  events: readonly BoardEvent[],
  maxCharacters: number,
): EventBatch[] {
  const batches: EventBatch[] = []
  let run: BoardEvent[] = []
  let length = 0
  for (const event of events) {
    const own = JSON.stringify(event).length
    if (run.length > 0 && length + own > maxCharacters) {
      batches.push(...batchOf(boardId, run))
      run = []
      length = 0
    }
    run.push(event)
    length += own
  }
  return [...batches, ...batchOf(boardId, run)]
}

function batchOf(boardId: string, events: readonly BoardEvent[]): EventBatch[] {
  const first = events[0]
  const last = events.at(-1)
  return first && last ? [{ boardId, from: first.seq, to: last.seq, events }] : []
}
