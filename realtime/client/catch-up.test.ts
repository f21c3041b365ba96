import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardEvent } from '#contract/board-event.ts'
import type { EventBatch } from '#contract/wire.ts'
import { stepCatchUp, type CatchUp, type CatchUpInput, type CatchUpStep } from './catch-up.ts'

const eventOf = (seq: number): BoardEvent => ({
  seq,
  at: seq,
  commandId: `command-${seq}`,
  actor: { kind: 'person', id: 'ana', name: 'Ana' },
  event: { type: 'noteAdded', ticketId: 'ticket', noteId: `note-${seq}`, text: '' },
})
const eventsFrom = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => eventOf(from + index))
const batch = (from: number, to: number): EventBatch => ({
  boardId: 'board',
  from,
  to,
  events: eventsFrom(from, to),
})
const takeBatch = (from: number, to: number): CatchUpInput => ({ type: 'batch', batch: batch(from, to) })
const watched = (since: number, head: number): CatchUpInput => ({
  type: 'watched',
  head,
  events: eventsFrom(since + 1, head),
})

/** The numbers applied and the questions asked along the way, and where it ends. */
function run(start: CatchUp, ...inputs: CatchUpInput[]) {
  let current = start
  const applied: number[] = []
  const asked: CatchUpStep['ask'][] = []
  for (const input of inputs) {
    const { next, apply, ask } = stepCatchUp(current, input)
    current = next
    applied.push(...apply.map(({ seq }) => seq))
    if (ask !== 'nothing') asked.push(ask)
  }
  return { current, applied, asked }
}

const live = (head: number): CatchUp => ({ state: 'live', head })
const cut = (head: number): CatchUp => ({ state: 'cut', head })

describe('catching up', () => {
  it('[C1] applies what follows, and of a batch that overlaps only the new part', () => {
    expect(run(live(3), takeBatch(4, 5), takeBatch(4, 4), takeBatch(5, 7))).toEqual({
      current: live(7),
      applied: [4, 5, 6, 7],
      asked: [],
    })
  })

  it('[C2] asks when a number is missing, and does not apply what lies behind the gap', () => {
    const { current, applied, asked } = run(live(3), takeBatch(6, 6))
    expect(current).toEqual({ state: 'catching-up', head: 3, buffered: [] })
    expect({ applied, asked }).toEqual({ applied: [], asked: ['watch'] })
  })

  it('[C2] asks when a heartbeat is ahead, and only when it is', () => {
    expect(run(live(3), { type: 'heartbeat', head: 3 }).asked).toEqual([])
    expect(run(live(3), { type: 'heartbeat', head: 4 }).asked).toEqual(['watch'])
    expect(run(cut(3), { type: 'heartbeat', head: 4 }).asked).toEqual([])
  })

  it('[C3] keeps what comes before the answer and applies it afterwards', () => {
    expect(run(cut(3), { type: 'connected' }, takeBatch(6, 7), watched(3, 5))).toEqual({
      current: live(7),
      applied: [4, 5, 6, 7],
      asked: ['watch'],
    })
  })

  it('[C3] asks once more when the kept batches do not meet the answer', () => {
    const { current, applied, asked } = run(cut(3), { type: 'connected' }, takeBatch(8, 8), watched(3, 5))
    expect(current).toEqual({ state: 'catching-up', head: 5, buffered: [] })
    expect({ applied, asked }).toEqual({ applied: [4, 5], asked: ['watch', 'watch'] })
  })

  it('[C4] reads the board anew when told so, then asks from where the snapshot stands', () => {
    const reloading = run(cut(3), { type: 'connected' }, { type: 'told-to-reload' }, takeBatch(5_001, 5_001))
    expect(reloading.asked).toEqual(['watch', 'snapshot'])
    expect(run(reloading.current, { type: 'reloaded', head: 5_000 }, watched(5_000, 5_000))).toEqual({
      current: live(5_001),
      applied: [5_001],
      asked: ['watch'],
    })
  })

  it('[C4] follows a log that has become shorter (a restored database) after reading anew', () => {
    expect(
      run(
        live(90),
        { type: 'disconnected' },
        { type: 'connected' },
        { type: 'told-to-reload' },
        { type: 'reloaded', head: 40 },
        watched(40, 41),
      ).current,
    ).toEqual(live(41))
  })

  it('[C2] asks the open question again when it was not answered, and none when there is none', () => {
    const unanswered: CatchUpInput = { type: 'unanswered' }
    expect(run(cut(3), { type: 'connected' }, unanswered).asked).toEqual(['watch', 'watch'])
    expect(run(live(3), { type: 'told-to-reload' }, unanswered).asked).toEqual(['snapshot', 'snapshot'])
    expect(run(live(3), unanswered).asked).toEqual([])
    expect(run(cut(3), unanswered).asked).toEqual([])
  })

  it('[C1] drops what arrives of an earlier connection', () => {
    expect(run(cut(3), takeBatch(4, 4), watched(3, 4)).applied).toEqual([])
  })

  it('[C1] [C2] [C3] applies every event once and in order, whatever is lost, doubled or late', () => {
    const anyInput = fc.oneof(
      fc.record({ kind: fc.constant('batch'), from: fc.integer({ min: 1, max: 30 }), length: fc.nat(6) }),
      fc.record({ kind: fc.constant('heartbeat'), head: fc.integer({ min: 0, max: 30 }) }),
      fc.constantFrom({ kind: 'connected' }, { kind: 'disconnected' }, { kind: 'answered' }),
    )
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 60 }), (steps) => {
        let current: CatchUp = cut(0)
        const question = { isOpen: false }
        const applied: number[] = []
        const feed = (input: CatchUpInput) => {
          const { next, apply, ask } = stepCatchUp(current, input)
          current = next
          applied.push(...apply.map(({ seq }) => seq))
          if (ask === 'watch') question.isOpen = true
        }
        const answer = () => {
          question.isOpen = false
          feed(watched(current.head, 36))
        }
        for (const step of steps) {
          if ('from' in step) feed(takeBatch(step.from, step.from + step.length))
          else if ('head' in step) feed({ type: 'heartbeat', head: step.head })
          else if (step.kind === 'answered' && question.isOpen) answer()
          else if (step.kind === 'connected') feed({ type: 'connected' })
          else if (step.kind === 'disconnected') feed({ type: 'disconnected' })
        }
        feed({ type: 'connected' })
        answer()
        expect(current).toEqual(live(36))
        expect(applied).toEqual(Array.from({ length: 36 }, (_, index) => index + 1))
      }),
    )
  })
})
