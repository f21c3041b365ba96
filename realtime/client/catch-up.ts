import type { BoardEvent } from '#contract/board-event.ts'
import type { EventBatch } from '#contract/wire.ts'

/**
 * How far this screen has followed the log of its board. `head` is the number of the last event applied; what comes while a
 * question is open is kept and applied after the answer.
 */
export type CatchUp =
  | { state: 'cut'; head: number }
  | { state: 'joining'; head: number; buffered: readonly EventBatch[] }
  | { state: 'live'; head: number }
  | { state: 'catching-up'; head: number; buffered: readonly EventBatch[] }
  | { state: 'reloading'; head: number; buffered: readonly EventBatch[] }

export type CatchUpInput =
  | { type: 'connected' }
  | { type: 'disconnected' }
  | { type: 'batch'; batch: EventBatch }
  | { type: 'heartbeat'; head: number }
  | { type: 'watched'; head: number; events: readonly BoardEvent[] }
  /** The server, or an event that does not fit, says that the board must be read anew. */
  | { type: 'told-to-reload' }
  | { type: 'reloaded'; head: number }
  /** The open question was not answered and should be asked again. */
  | { type: 'unanswered' }

export type CatchUpStep = {
  next: CatchUp
  /** In order and without gaps, from `head + 1` on. */
  apply: readonly BoardEvent[]
  /** `watch` asks for what comes after `next.head`. */
  ask: 'watch' | 'snapshot' | 'nothing'
}

export function stepCatchUp(current: CatchUp, input: CatchUpInput): CatchUpStep {
  switch (input.type) {
    case 'connected':
      return ask({ state: 'joining', head: current.head, buffered: [] }, 'watch')
    case 'disconnected':
      return stay({ state: 'cut', head: current.head })
    case 'batch':
      return takeBatch(current, input.batch)
    case 'heartbeat':
      return current.state === 'live' && input.head > current.head
        ? ask({ state: 'catching-up', head: current.head, buffered: [] }, 'watch')
        : stay(current)
    case 'watched':
      return current.state === 'joining' || current.state === 'catching-up'
        ? takeAnswer(current, input)
        : stay(current)
    case 'told-to-reload':
      return current.state === 'cut' || current.state === 'reloading'
        ? stay(current)
        : ask({ state: 'reloading', head: current.head, buffered: bufferOf(current) }, 'snapshot')
    case 'reloaded':
      return current.state === 'reloading'
        ? ask({ state: 'joining', head: input.head, buffered: current.buffered }, 'watch')
        : stay(current)
    case 'unanswered':
      return askAgain(current)
  }
}

function takeBatch(current: CatchUp, batch: EventBatch): CatchUpStep {
  switch (current.state) {
    case 'cut':
      return stay(current)
    case 'live': {
      const run = takeRun(current.head, batch.events)
      if (run.hasGap)
        return {
          next: { state: 'catching-up', head: run.head, buffered: [] },
          apply: run.events,
          ask: 'watch',
        }
      return { next: { state: 'live', head: run.head }, apply: run.events, ask: 'nothing' }
    }
    case 'joining':
    case 'catching-up':
    case 'reloading':
      return stay({ ...current, buffered: [...current.buffered, batch] })
  }
}

function takeAnswer(
  { head, buffered }: Extract<CatchUp, { buffered: readonly EventBatch[] }>,
  answer: { head: number; events: readonly BoardEvent[] },
): CatchUpStep {
  const run = takeRun(head, [...answer.events, ...buffered.flatMap(({ events }) => events)])
  if (run.hasGap || run.head < answer.head)
    return { next: { state: 'catching-up', head: run.head, buffered: [] }, apply: run.events, ask: 'watch' }
  return { next: { state: 'live', head: run.head }, apply: run.events, ask: 'nothing' }
}

function askAgain(current: CatchUp): CatchUpStep {
  switch (current.state) {
    case 'cut':
    case 'live':
      return stay(current)
    case 'joining':
    case 'catching-up':
      return ask(current, 'watch')
    case 'reloading':
      return ask(current, 'snapshot')
  }
}

/** The events that follow `head` without a gap; older ones are dropped, what lies behind a gap is left. */
function takeRun(head: number, events: readonly BoardEvent[]) {
  const run: BoardEvent[] = []
  let last = head
  for (const event of events) {
    if (event.seq <= last) continue
    if (event.seq > last + 1) return { head: last, events: run, hasGap: true }
    run.push(event)
    last = event.seq
  }
  return { head: last, events: run, hasGap: false }
}

const bufferOf = (current: CatchUp): readonly EventBatch[] => ('buffered' in current ? current.buffered : [])
const stay = (next: CatchUp): CatchUpStep => ({ next, apply: [], ask: 'nothing' })
const ask = (next: CatchUp, question: 'watch' | 'snapshot'): CatchUpStep => ({
  next,
  apply: [],
  ask: question,
})
