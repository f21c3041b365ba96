import { expect, it } from 'vitest'
import { createDeadline } from '#domain/calendar/deadline.ts'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { parseGraph } from '#domain/flow-graph/graph.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { hours, minutes } from '#domain/instant.ts'
import { firstSample, type Sample } from './sample.ts'
import {
  jumpToDeadline,
  lastStep,
  nextTimer,
  pathOf,
  startTestRun,
  stepBack,
  stepOn,
  wayKey,
} from './test-run.ts'
import type { TestRun, Tried } from './test-run.ts'

const sample = firstSample('Asia/Shanghai')

function runOf(tried: Tried | undefined): TestRun {
  if (!tried?.ok) throw new Error('the step was refused')
  return tried.run
}

function begin(key: string, given: Sample = sample): TestRun {
  const starter = starters.find((one) => one.key === key)
  const parsed = parseGraph(starter?.graph)
  if (!parsed.ok) throw new Error(`there is no starter ${key}`)
  return runOf(
    startTestRun(compileGraph(parsed.graph, { flowId: 'f', number: 0 }), given, {
      now: 0,
      deadline: createDeadline(new Map()),
    }),
  )
}

const complete = (run: TestRun, given = sample): Tried => {
  const tokenId = lastStep(run)?.state.tokens[0]?.id ?? ''
  return stepOn(run, { kind: 'complete', tokenId, outcome: 'done' }, given)
}

it('lights where the ticket stands, where it has been, and its way', () => {
  const { here, passed, ways } = pathOf(runOf(complete(begin('three-steps'))))
  expect([...here]).toEqual(['dispatch'])
  expect([...passed]).toEqual(['start', 'accept', 'dispatch'])
  expect([...ways]).toEqual([wayKey('start', 'done', 'accept'), wayKey('accept', 'done', 'dispatch')])
})

it('asks for what the node wants filled in, and goes on when the sample has it', () => {
  // Giving it to somebody takes it off the dispatch.
  const atWork = runOf(stepOn(runOf(complete(begin('three-steps'))), { kind: 'hand-over' }, sample))
  const refused = complete(atWork)
  expect(refused).toEqual({ ok: false, refusal: { name: 'fields-required', fields: ['form.solution'] } })
  const filled = { ...sample, values: { ...sample.values, 'form.solution': '换了压缩机' } }
  expect(lastStep(runOf(complete(atWork, filled)))?.state.status).toBe('finished')
})

it('goes back one step, and no further than the start', () => {
  const started = begin('three-steps')
  const back = stepBack(runOf(complete(started)))
  expect(back).toEqual(started)
  expect(stepBack(back)).toBe(back)
})

it('jumps from deadline to deadline by hand', () => {
  let run = begin('appliance-repair')
  const seen: number[] = []
  for (let jumps = 0; jumps < 5; jumps += 1) {
    const next = nextTimer(run)
    if (!next) break
    run = runOf(jumpToDeadline(run, sample))
    seen.push(lastStep(run)?.at ?? 0)
    expect(lastStep(run)?.timers).not.toContainEqual(next)
  }
  expect(seen.length).toBeGreaterThan(0)
  expect(seen).toEqual([...seen].sort((one, other) => one - other))
  expect(seen[0]).toBeGreaterThanOrEqual(minutes(1))
  expect(seen[0]).toBeLessThan(hours(1_000))
})

it('says that nothing waits for the clock', () => {
  expect(jumpToDeadline(begin('three-steps'), sample)).toBeUndefined()
})
