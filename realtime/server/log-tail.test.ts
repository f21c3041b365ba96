import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import type { EventBatch, Head } from '#contract/wire.ts'
import { createLogTail, type LogTail } from './log-tail.ts'

/** A log in memory; that the real one is read rightly is shown in tests/slices. */
let log: BoardEvent[]
let isAway: boolean
let dispatchMode: Head['dispatchMode']
const rest = { handOut: 'assignment', offerSeconds: 60, hourlyLimit: 30 } as const
let reads: number
let batches: EventBatch[]
let heads: Head[]
let lines: string[]
let tail: LogTail

const append = (count = 1) => {
  for (let index = 0; index < count; index += 1)
    log.push({
      seq: log.length + 1,
      at: 0,
      commandId: '',
      actor: { kind: 'engine', id: '', name: '' },
      event: { type: 'noteAdded', ticketId: '', noteId: '', text: '' },
    })
}
const read = <Rows>(rows: Rows) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(rows))
const seqs = () => batches.flatMap(({ events }) => events.map(({ seq }) => seq))

beforeEach(() => {
  vi.useFakeTimers()
  log = []
  isAway = false
  dispatchMode = 'off'
  reads = 0
  batches = []
  heads = []
  lines = []
  const write = (_: unknown, line?: string) => lines.push(line ?? '')
  tail = createLogTail({
    readHeads: (boardIds) =>
      read(boardIds.map((boardId) => ({ boardId, seq: log.length, dispatchMode, ...rest }))),
    readEventsAfter: (_boardId, seq, limit) => {
      reads += 1
      return read(log.slice(seq, seq + limit))
    },
    deliver: (batch) => batches.push(batch),
    deliverHead: (head) => heads.push(head),
    now: () => 7,
    log: { info: write, warn: write, error: write },
  })
})
afterEach(() => {
  tail.close()
  vi.useRealTimers()
})

describe('the log tail', () => {
  it('[E4] reads and sends at most once in 10 ms, however often it is rung', async () => {
    append(3)
    expect(await tail.follow('board')).toBe(3)
    for (let round = 0; round < 100; round += 1) {
      append()
      tail.ring('board', log.length)
      await vi.advanceTimersByTimeAsync(1)
    }
    await vi.advanceTimersByTimeAsync(10)
    expect(seqs()).toEqual(log.slice(3).map(({ seq }) => seq))
    expect(reads).toBeLessThanOrEqual(11)
    expect(batches.length).toBeLessThanOrEqual(11)
  })

  it('[E3] finds by the poll what nobody rang for, and more than one select holds', async () => {
    await tail.follow('board')
    append(1_234)
    await vi.advanceTimersByTimeAsync(600)
    expect(seqs()).toEqual(log.map(({ seq }) => seq))
  })

  it('[E3] does not trust a ring: an untrue one is read once and sends nothing', async () => {
    await tail.follow('board')
    tail.ring('board', 90)
    tail.ring('another board', 3)
    await vi.advanceTimersByTimeAsync(200)
    expect({ reads, batches }).toEqual({ reads: 1, batches: [] })
    append()
    await vi.advanceTimersByTimeAsync(600)
    expect(seqs()).toEqual([1])
  })

  it('[E6] sends no heartbeat that the database has not confirmed, and says once that it is away', async () => {
    append(2)
    await tail.follow('board')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(heads).toEqual([{ boardId: 'board', seq: 2, serverNow: 7, dispatchMode: 'off', ...rest }])
    isAway = true
    append()
    tail.ring('board', 3)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(heads.length).toBeLessThanOrEqual(2)
    expect(lines).toEqual(['the log of the boards cannot be read'])
    isAway = false
    await vi.advanceTimersByTimeAsync(5_500)
    expect(seqs()).toEqual([3])
    expect(heads.at(-1)).toMatchObject({ seq: 3 })
  })

  it('[E7] says a change of what the engine does with the next poll, once', async () => {
    await tail.follow('board')
    dispatchMode = 'auto'
    await vi.advanceTimersByTimeAsync(1_500)
    expect(heads).toEqual([{ boardId: 'board', seq: 0, serverNow: 7, dispatchMode: 'auto', ...rest }])
  })

  it('[E3] stops reading for a board that nobody watches any more', async () => {
    await tail.follow('board')
    tail.unfollow('board')
    append()
    tail.ring('board', 1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect({ reads, batches }).toEqual({ reads: 0, batches: [] })
  })
})
