import { expect, it } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import { splitBatch } from './split-batch.ts'

const eventOf = (seq: number, length: number): BoardEvent => ({
  seq,
  at: 0,
  commandId: '',
  actor: { kind: 'engine', id: '', name: '' },
  event: { type: 'noteAdded', ticketId: '', noteId: '', text: 'x'.repeat(length) },
})

it('[E4] splits a long run, keeps the numbers together, and lets a long event travel alone', () => {
  const events = [eventOf(4, 100), eventOf(5, 100), eventOf(6, 5_000), eventOf(7, 10)]
  const batches = splitBatch('board', events, 600)
  expect(batches.map(({ from, to }) => [from, to])).toEqual([
    [4, 5],
    [6, 6],
    [7, 7],
  ])
  expect(batches.flatMap((batch) => batch.events)).toEqual(events)
  expect(splitBatch('board', [], 600)).toEqual([])
})
