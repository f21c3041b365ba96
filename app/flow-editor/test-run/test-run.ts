import { advance } from '#domain/flow/advance.ts'
import type { FlowEvent } from '#domain/flow/flow-event.ts'
import type { FlowEffect, FlowInput, FlowRefusal, FlowTimer } from '#domain/flow/flow-input.ts'
import { notStarted, type FlowState } from '#domain/flow/flow-state.ts'
import type { FlowVersion } from '#domain/flow/version.ts'
import type { createDeadline } from '#domain/calendar/deadline.ts'
import type { Instant } from '#domain/instant.ts'
import { sampleFacts, type Sample } from './sample.ts'

/** Who takes the sample ticket where one of many could. */
export const sampleEngineerId = 'sample-engineer'

/** A deadline that has not come yet. */
export type PendingTimer = { tokenId: string; step: number; timer: FlowTimer; at: Instant }

/** One thing that was done, and everything that the engine made of it. */
export type TestStep = {
  readonly input: FlowInput
  readonly sample: Sample
  readonly at: Instant
  readonly state: FlowState
  readonly events: readonly FlowEvent[]
  readonly effects: readonly FlowEffect[]
  readonly timers: readonly PendingTimer[]
  readonly holderId: string | null
}

/** A sample ticket on the draft as it was when the run began. It is nobody's but mine, and nothing of it is stored. */
export type TestRun = {
  readonly version: FlowVersion
  /** How limits are counted: by the calendars that there are. */
  readonly deadline: Deadline
  readonly steps: readonly TestStep[]
}

type Deadline = ReturnType<typeof createDeadline>

export type Tried = { ok: true; run: TestRun } | { ok: false; refusal: FlowRefusal }

export function startTestRun(
  version: FlowVersion,
  sample: Sample,
  { now, deadline }: { now: Instant; deadline: Deadline },
): Tried {
  return take({ version, deadline, steps: [] }, { kind: 'start' }, { sample, at: now })
}

/** The last step; there is one from the start on. */
export const lastStep = ({ steps }: TestRun): TestStep | undefined => steps.at(-1)

/** What somebody does, or what comes from outside, at the moment at which the run stands. */
export function stepOn(run: TestRun, input: FlowInput, sample: Sample): Tried {
  return take(run, input, { sample, at: lastStep(run)?.at ?? 0 })
}

/** The clock goes on to the next deadline, which passes. Undefined when nothing waits for the clock. */
export function jumpToDeadline(run: TestRun, sample: Sample): Tried | undefined {
  const next = nextTimer(run)
  if (!next) return undefined
  const { tokenId, step, timer } = next
  const at = Math.max(next.at, lastStep(run)?.at ?? 0)
  return take(run, { kind: 'timer', tokenId, step, timer }, { sample, at })
}

export function nextTimer(run: TestRun): PendingTimer | undefined {
  return [...(lastStep(run)?.timers ?? [])].sort((one, other) => one.at - other.at)[0]
}

/** As it was before the last step. The start stays. */
export const stepBack = (run: TestRun): TestRun =>
  run.steps.length < 2 ? run : { ...run, steps: run.steps.slice(0, -1) }

function take(run: TestRun, input: FlowInput, { sample, at }: { sample: Sample; at: Instant }): Tried {
  const before = lastStep(run)
  const holderId = holderAfter(run, input)
  const advanced = advance(before?.state ?? notStarted, input, {
    version: run.version,
    now: at,
    by: null,
    facts: sampleFacts(sample, { createdAt: run.steps[0]?.at ?? at, now: at, isAssigned: holderId !== null }),
    holderId,
    deadline: run.deadline,
  })
  if (!advanced.ok) return advanced
  const { state, events, effects } = advanced
  const timers = timersAfter(before?.timers ?? [], input, effects)
  return {
    ok: true,
    run: { ...run, steps: [...run.steps, { input, sample, at, state, events, effects, timers, holderId }] },
  }
}

/** Who is found for a node that looks for an engineer holds the ticket from then on. */
function holderAfter(run: TestRun, input: FlowInput): string | null {
  const before = lastStep(run)
  if (input.kind === 'hand-over') return sampleEngineerId
  if (!before || input.kind !== 'handler-found' || input.handlerId === null) return before?.holderId ?? null
  const token = before.state.tokens.find(({ id }) => id === input.tokenId)
  return token && run.version.nodes[token.nodeId]?.type === 'auto-assign' ? input.handlerId : before.holderId
}

function timersAfter(
  before: readonly PendingTimer[],
  input: FlowInput,
  effects: readonly FlowEffect[],
): readonly PendingTimer[] {
  let timers: PendingTimer[] = before.filter(
    ({ tokenId, step, timer }) =>
      !(input.kind === 'timer' && input.tokenId === tokenId && input.step === step && input.timer === timer),
  )
  for (const effect of effects) {
    if (effect.kind === 'clear-timers')
      timers = timers.filter(({ tokenId, step }) => !(tokenId === effect.tokenId && step === effect.step))
    if (effect.kind === 'set-timer') {
      const { tokenId, step, timer, at } = effect
      timers.push({ tokenId, step, timer, at })
    }
  }
  return timers
}

export type RunPath = {
  readonly here: ReadonlySet<string>
  readonly passed: ReadonlySet<string>
  /** As `wayKey` writes them. */
  readonly ways: ReadonlySet<string>
}

/** What of the canvas is lit: where the ticket stands, where it has been, and the ways it took. */
export function pathOf({ steps }: TestRun): RunPath {
  const here = new Set(steps.at(-1)?.state.tokens.map(({ nodeId }) => nodeId))
  const passed = new Set<string>()
  const ways = new Set<string>()
  for (const { events } of steps)
    for (const event of events) {
      if (!('nodeId' in event)) continue
      passed.add(event.nodeId)
      if (event.type === 'tokenPlaced' && event.from && event.from.exit !== null)
        ways.add(wayKey(event.from.nodeId, event.from.exit, event.nodeId))
    }
  return { here, passed, ways }
}

export const wayKey = (source: string, exit: string, target: string): string => `${source} ${exit} ${target}`
