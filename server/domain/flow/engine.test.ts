import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileGraph } from '#domain/flow-graph/compile.ts'
import { both, branch, draw, outcome } from '#domain/flow-graph/starters/draw.ts'
import { applianceRepair } from '#domain/flow-graph/starters/appliance-repair.ts'
import { advanced, contextOf, possibleInputs, walk } from '#tests/support/flow-walk.ts'
import { anyFlowGraph } from '#tests/support/any-flow-graph.ts'
import { advance } from './advance.ts'
import type { FlowInput } from './flow-input.ts'
import { applyFlowEvent, mainToken, notStarted, type FlowState } from './flow-state.ts'
import type { FlowVersion } from './version.ts'

const name = both('流程', 'Flow')
const desk = { handler: { kind: 'role', role: 'service-desk' } }
const compile = (graph: ReturnType<typeof draw>) => compileGraph(graph, { flowId: 'f', number: 1 })
const places = ({ tokens }: FlowState) => tokens.map(({ nodeId }) => nodeId).sort()

/** Takes inputs one after the other, a minute apart; every one has to be accepted. */
function play(version: FlowVersion, inputs: readonly ((state: FlowState) => FlowInput)[], facts = {}) {
  let now = 0
  return inputs.reduce((state, input) => {
    now += 60_000
    return advanced(state, input(state), contextOf(version, facts, now)).state
  }, notStarted)
}
const start = (): FlowInput => ({ kind: 'start' })
const at =
  (nodeId: string, make: (token: { tokenId: string; step: number }) => FlowInput) => (state: FlowState) => {
    const token = state.tokens.find((one) => one.nodeId === nodeId)
    if (!token) throw new Error(`nobody stands on ${nodeId}, but on ${places(state).join()}`)
    return make({ tokenId: token.id, step: token.step })
  }
const done = (nodeId: string, exit = 'done') =>
  at(nodeId, ({ tokenId }) => ({ kind: 'complete', tokenId, outcome: exit }))

/** start → a → fork → (b → c | d) → join → e → end; from b back to a, from d to an end of its own. */
const parallel = compile(
  draw(
    name,
    {
      start: ['start', 0, 0, {}],
      a: ['task', 1, 0, { ...desk, stage: 'intake' }],
      fork: ['fork', 2, 0, {}],
      b: [
        'task',
        3,
        0,
        {
          ...desk,
          stage: 'on-site',
          ...outcome('done', 1, name),
          ...outcome('again', 2, name, true),
          'operations.return': true,
        },
      ],
      c: ['task', 4, 0, { ...desk, stage: 'to-verify', 'operations.return': true }],
      d: [
        'task',
        3,
        1,
        { ...desk, stage: 'assigned', ...outcome('done', 1, name), ...outcome('stop', 2, name) },
      ],
      branchEnd: ['end', 4, 1, { ends: 'branch' }],
      join: ['join', 5, 0, {}],
      e: ['task', 6, 0, { ...desk, stage: 'to-verify', 'operations.return': true }],
      end: ['end', 7, 0, {}],
    },
    [
      ['start', 'done', 'a'],
      ['a', 'done', 'fork'],
      ['fork', 'branches', 'b'],
      ['fork', 'branches', 'd'],
      ['b', 'done', 'c'],
      ['b', 'again', 'a'],
      ['c', 'done', 'join'],
      ['d', 'done', 'join'],
      ['d', 'stop', 'branchEnd'],
      ['join', 'done', 'e'],
      ['e', 'done', 'end'],
    ],
  ),
)

describe('fork and join', () => {
  it('the join waits for all, and the token that was split goes on', () => {
    const waiting = play(parallel, [start, done('a'), done('b'), done('c')])
    expect(places(waiting)).toEqual(['d', 'join'])
    const joined = play(parallel, [start, done('a'), done('b'), done('c'), done('d')])
    expect(joined.tokens).toMatchObject([{ id: 't1', nodeId: 'e', frames: [] }])
  })

  it('a branch that ends does not keep the join waiting', () => {
    expect(places(play(parallel, [start, done('a'), done('d', 'stop'), done('b'), done('c')]))).toEqual(['e'])
    expect(places(play(parallel, [start, done('a'), done('b'), done('c'), done('d', 'stop')]))).toEqual(['e'])
  })

  it('a way out of the block takes the others back', () => {
    expect(places(play(parallel, [start, done('a'), done('b', 'again')]))).toEqual(['a'])
    const again = play(parallel, [
      start,
      done('a'),
      done('b', 'again'),
      done('a'),
      done('d'),
      done('b'),
      done('c'),
    ])
    expect(places(again)).toEqual(['e'])
  })

  it('the board shows the token in the furthest column', () => {
    const split = play(parallel, [start, done('a')])
    expect(mainToken(split)).toMatchObject({ nodeId: 'b', stage: 'on-site' })
    expect(mainToken(play(parallel, [start]))).toMatchObject({ nodeId: 'a', stage: 'intake' })
    expect(mainToken(notStarted)).toBeUndefined()
  })
})

describe('giving back', () => {
  const back = (from: string, toNodeId: string) =>
    at(from, ({ tokenId }) => ({ kind: 'return', tokenId, toNodeId }))

  it('within a branch leaves the other one alone', () => {
    expect(places(play(parallel, [start, done('a'), done('b'), back('c', 'b')]))).toEqual(['b', 'd'])
  })

  it('to before the fork takes the other branch back', () => {
    expect(places(play(parallel, [start, done('a'), done('b'), back('c', 'a')]))).toEqual(['a'])
  })

  it('is refused into a branch that is over, to where the ticket has not been, and where it is not allowed', () => {
    const state = play(parallel, [start, done('a'), done('b'), done('c'), done('d')])
    const refusal = (before: FlowState, input: FlowInput) => {
      const answer = advance(before, input, contextOf(parallel, {}))
      return answer.ok ? undefined : answer.refusal
    }
    expect(refusal(state, back('e', 'b')(state))).toEqual({ name: 'not-visited', nodeId: 'b' })
    expect(refusal(state, back('e', 'nowhere')(state))).toEqual({ name: 'not-visited', nodeId: 'nowhere' })
    const split = play(parallel, [start, done('a')])
    expect(refusal(split, back('d', 'a')(split))).toEqual({
      name: 'operation-not-allowed',
      operation: 'return',
    })
    expect(refusal(split, { kind: 'complete', tokenId: 't9', outcome: 'done' })).toEqual({
      name: 'token-gone',
    })
    expect(refusal(split, done('d', 'fly')(split))).toEqual({ name: 'outcome-unknown', outcome: 'fly' })
  })
})

describe('the repair of an appliance', () => {
  const version = compileGraph(applianceRepair.graph, { flowId: 'repair', number: 3 })
  const found = at('auto', ({ tokenId, step }) => ({
    kind: 'handler-found',
    tokenId,
    step,
    handlerId: 'lin',
  }))

  it('asks for what has to be filled in', () => {
    const state = play(version, [start, found, done('accept', 'accept'), done('travel')])
    const answer = advance(
      state,
      done('repair')(state),
      contextOf(version, { 'form.serial': 'S', 'form.photos': [] }),
    )
    expect(answer).toEqual({
      ok: false,
      refusal: { name: 'fields-required', fields: ['form.fault', 'form.photos'] },
    })
  })

  it('gives the work to the holder, and to somebody by hand when nobody holds the ticket', () => {
    const assigned = play(version, [start, found])
    expect(assigned.tokens).toMatchObject([{ nodeId: 'accept', handlerId: 'lin', dueAt: 120_000 + 600_000 }])
    const nobody = contextOf(version, {}, 0, { holderId: null })
    const started = advanced(notStarted, { kind: 'start' }, nobody)
    expect(places(advanced(started.state, found(started.state), nobody).state)).toEqual(['by-hand'])
  })

  it('sets timers, warns once, and goes its way when nobody accepts', () => {
    const started = play(version, [start])
    const accepted = advanced(started, found(started), contextOf(version, {}, 1_000))
    expect(accepted.effects).toEqual([
      { kind: 'clear-timers', tokenId: 't1', step: 2 },
      { kind: 'set-timer', tokenId: 't1', step: 3, timer: 'warning', at: 1_000 + 7 * 60_000 },
      { kind: 'set-timer', tokenId: 't1', step: 3, timer: 'breach', at: 1_000 + 10 * 60_000 },
    ])
    const fire = (state: FlowState, timer: 'warning' | 'breach', step = 3) =>
      advanced(state, { kind: 'timer', tokenId: 't1', step, timer }, contextOf(version, {}, 900_000))
    const warned = fire(accepted.state, 'warning')
    expect(warned.events).toMatchObject([{ type: 'timerFired', timer: 'warning' }])
    expect(fire(warned.state, 'warning').events).toEqual([])
    expect(fire(warned.state, 'breach', 2).events).toEqual([])
    const late = fire(warned.state, 'breach')
    expect(late.events).toMatchObject([
      { type: 'timerFired', timer: 'breach' },
      {
        type: 'tokenPlaced',
        nodeId: 'auto',
        from: { nodeId: 'accept', exit: 'timed-out', spentMs: 899_000 },
      },
    ])
  })

  it('a refused quote ends the ticket and calls the parts back', () => {
    const facts = { 'form.serial': 'S', 'form.fault': 'E4', 'form.photos': ['1'], 'form.parts': ['pump'] }
    const { state, nodes } = walk(version, facts, (inputs) => {
      const refused = inputs.find((input) => input.kind === 'decide' && input.verdict === 'rejected')
      const [input] = refused ? [refused] : inputs.filter(({ kind }) => kind !== 'timer')
      if (!input) throw new Error('stuck')
      return input
    })
    expect(state.status).toBe('finished')
    expect(nodes.at(-1)).toBe('declined')
  })

  it('can be transferred, closed early, and opened again where somebody last worked', () => {
    const transfer = at('accept', ({ tokenId }) => ({ kind: 'transfer', tokenId, handlerId: 'zhou' }))
    expect(play(version, [start, found, transfer]).tokens).toMatchObject([{ handlerId: 'zhou' }])
    const cancelled = play(version, [start, found, () => ({ kind: 'cancel' })])
    expect(cancelled).toMatchObject({ status: 'cancelled', tokens: [] })
    const reopened = advanced(cancelled, { kind: 'reopen' }, contextOf(version, {}))
    expect(reopened.state).toMatchObject({ status: 'running', tokens: [{ nodeId: 'accept' }] })
    expect(advance(reopened.state, { kind: 'reopen' }, contextOf(version, {}))).toMatchObject({ ok: false })
    expect(advance(cancelled, { kind: 'cancel' }, contextOf(version, {}))).toMatchObject({ ok: false })
  })
})

describe('sub-tickets', () => {
  const version = compile(
    draw(
      name,
      {
        start: ['start', 0, 0, {}],
        open: ['sub-ticket', 1, 0, { title: 'Parts' }],
        wait: ['sub-ticket', 2, 0, { title: 'Visit', waits: true, blocksClosing: false }],
        late: ['condition', 3, 0, branch('late', 1, name, 'priority = 1')],
        pause: ['timer', 4, 1, {}],
        work: ['task', 4, 0, desk],
        end: ['end', 5, 0, {}],
      },
      [
        ['start', 'done', 'open'],
        ['open', 'done', 'wait'],
        ['wait', 'done', 'late'],
        ['late', 'late', 'pause'],
        ['late', 'else', 'work'],
        ['pause', 'done', 'end'],
        ['work', 'done', 'end'],
      ],
    ),
  )
  const closed = (index: number) => (state: FlowState) => ({
    kind: 'sub-ticket-closed' as const,
    key: state.subTickets[index]?.key ?? '',
  })

  it('are waited for where the node says so', () => {
    expect(places(play(version, [start]))).toEqual(['wait'])
    expect(places(play(version, [start, closed(0)]))).toEqual(['wait'])
    expect(places(play(version, [start, closed(1)], { priority: 2 }))).toEqual(['work'])
  })

  it('keep a person from closing the ticket while they are open', () => {
    const state = play(version, [start, closed(1)], { priority: 2 })
    const gate = { ok: false, refusal: { name: 'sub-tickets-open', count: 1 } }
    expect(advance(state, done('work')(state), contextOf(version, {}))).toEqual(gate)
    expect(advance(state, { kind: 'cancel' }, contextOf(version, {}))).toEqual(gate)
    expect(play(version, [start, closed(1), closed(0), done('work')], { priority: 2 }).status).toBe(
      'finished',
    )
  })

  it('let a ticket that came to its end by a timer wait there for the last of them', () => {
    const fire = at('pause', ({ tokenId, step }) => ({ kind: 'timer', tokenId, step, timer: 'wait' }))
    const held = play(version, [start, closed(1), fire], { priority: 1 })
    expect([held.status, ...places(held)]).toEqual(['running', 'end'])
    expect(play(version, [start, closed(1), fire, closed(0)], { priority: 1 }).status).toBe('finished')
  })
})

describe('any flow', () => {
  it('loses and doubles no token, joins only when all are there, and replays to the same state', () => {
    fc.assert(
      fc.property(
        anyFlowGraph,
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.boolean(),
        (graph, choices, high) => {
          const version = compile(graph)
          const facts = { priority: high ? 1 : 3 }
          let { state, events } = advanced(notStarted, { kind: 'start' }, contextOf(version, facts))
          for (const [index, choice] of choices.entries()) {
            expectSound(version, state)
            const inputs = [...possibleInputs(version, state), ...returns(state)]
            const input = inputs[choice % inputs.length]
            if (!input || state.status !== 'running') break
            const before = state
            const answer = advance(before, input, contextOf(version, facts, index * 1_000))
            if (!answer.ok) {
              expect(['not-visited', 'sub-tickets-open', 'token-gone']).toContain(answer.refusal.name)
              continue
            }
            for (const event of answer.events) {
              if (event.type !== 'tokensJoined') continue
              const ids = event.arrived.map(({ tokenId }) => tokenId)
              expect(ids.length).toBeGreaterThan(0)
              expect(new Set(ids).size).toBe(ids.length)
            }
            events = [...events, ...answer.events]
            state = answer.state
          }
          expectSound(version, state)
          expect(JSON.parse(JSON.stringify(events))).toEqual(events)
          expect(events.reduce(applyFlowEvent, notStarted)).toEqual(state)
        },
      ),
      { numRuns: 600 },
    )
  })
})

const returns = (state: FlowState): readonly FlowInput[] =>
  state.tokens.flatMap(({ id, nodeId }) =>
    Object.keys(state.visited)
      .filter((toNodeId) => toNodeId !== nodeId)
      .map((toNodeId): FlowInput => ({ kind: 'return', tokenId: id, toNodeId })),
  )

/** What must hold between any two inputs. */
function expectSound(version: FlowVersion, { status, tokens }: FlowState): void {
  if (status !== 'running') {
    expect(tokens).toEqual([])
    return
  }
  expect(tokens.length).toBeGreaterThan(0)
  expect(new Set(tokens.map(({ id }) => id)).size).toBe(tokens.length)
  // All tokens are branches of one tree: two of them have the same frames up to the fork that parted them.
  for (const one of tokens)
    for (const other of tokens) {
      if (one === other) continue
      const depth = one.frames.findIndex(({ number }, index) => other.frames[index]?.number !== number)
      const parted = depth < 0 ? one.frames.length : depth
      expect(parted, `${one.id} and ${other.id} come from no common fork`).toBeGreaterThan(0)
    }
  for (const { nodeId, frames } of tokens) {
    const node = version.nodes[nodeId]
    expect(['task', 'approval', 'timer', 'auto-assign', 'sub-ticket', 'join', 'end']).toContain(node?.type)
    if (node?.type === 'end') expect(tokens.length).toBe(1)
    if (node?.type !== 'join') continue
    const frame = frames.findLast(({ forkId }) => forkId === node.closes)
    const away = tokens.filter(
      (one) => one.nodeId !== nodeId && one.frames.some((own) => own.number === frame?.number),
    )
    expect(away.length, `${nodeId} waits for nobody`).toBeGreaterThan(0)
  }
}
