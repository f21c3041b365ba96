import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stages } from '../stage.ts'
import { defaultFlow } from './default-flow.ts'
import { requireNode, type Flow, type Trigger } from './flow.ts'
import { step } from './step.ts'

const triggers: readonly Trigger[] = ['move', 'assign', 'unassign', 'cancel', 'reopen']
const text = { 'zh-CN': '', en: '' }

const held = (nodeId: string) => ({ nodeId, hasAssignee: true })
const free = (nodeId: string) => ({ nodeId, hasAssignee: false })
const landing = (...given: Parameters<typeof step>) => {
  const answer = step(...given)
  return answer.ok ? answer.node.id : answer.rejection.name
}

describe('moving a ticket in the default flow', () => {
  // From the node on the left, by somebody who moves the card of a held ticket into the column on the right.
  it.each([
    ['intake', 'to-dispatch', 'to-dispatch'],
    ['intake', 'assigned', 'no-transition'],
    ['to-dispatch', 'intake', 'intake'],
    ['to-dispatch', 'on-site', 'no-transition'],
    ['assigned', 'en-route', 'en-route'],
    ['assigned', 'on-site', 'on-site'],
    ['assigned', 'to-verify', 'no-transition'],
    ['en-route', 'assigned', 'assigned'],
    ['en-route', 'on-site', 'on-site'],
    ['en-route', 'waiting', 'no-transition'],
    ['on-site', 'en-route', 'en-route'],
    ['on-site', 'waiting', 'choose-transition'],
    ['on-site', 'to-verify', 'to-verify'],
    ['on-site', 'closed', 'no-transition'],
    ['waiting-parts', 'on-site', 'on-site'],
    ['waiting-parts', 'to-verify', 'no-transition'],
    ['waiting-customer', 'on-site', 'on-site'],
    ['to-verify', 'on-site', 'on-site'],
    ['to-verify', 'closed', 'closed'],
    ['closed', 'to-dispatch', 'no-transition'],
    ['cancelled', 'to-dispatch', 'no-transition'],
  ] as const)('from %s to the column %s: %s', (from, stage, expected) => {
    expect(landing(defaultFlow, held(from), 'move', { stage })).toBe(expected)
  })

  it('takes the node that was chosen where a column has several', () => {
    const target = { stage: 'waiting', nodeId: 'waiting-customer' } as const
    expect(landing(defaultFlow, held('on-site'), 'move', target)).toBe('waiting-customer')
    expect(
      landing(defaultFlow, held('on-site'), 'move', { stage: 'to-verify', nodeId: 'waiting-parts' }),
    ).toBe('no-transition')
  })

  it('names every way where several are open', () => {
    expect(step(defaultFlow, held('on-site'), 'move', { stage: 'waiting' })).toEqual({
      ok: false,
      rejection: {
        name: 'choose-transition',
        stage: 'waiting',
        options: [
          { nodeId: 'waiting-parts', name: { 'zh-CN': '等配件', en: 'Parts pending' } },
          { nodeId: 'waiting-customer', name: { 'zh-CN': '等客户', en: 'Customer pending' } },
        ],
      },
    })
  })

  it('asks for an engineer when that is all that stands in the way', () => {
    expect(step(defaultFlow, free('assigned'), 'move', { stage: 'en-route' })).toEqual({
      ok: false,
      rejection: { name: 'assignee-needed', to: 'en-route' },
    })
    expect(step(defaultFlow, free('to-verify'), 'move', { stage: 'closed' })).toMatchObject({ ok: true })
  })

  it('says from where to where there is no way', () => {
    expect(step(defaultFlow, free('intake'), 'move', { stage: 'on-site' })).toEqual({
      ok: false,
      rejection: { name: 'no-transition', from: 'intake', to: 'on-site' },
    })
    expect(step(defaultFlow, free('closed'), 'cancel')).toEqual({
      ok: false,
      rejection: { name: 'no-transition', from: 'closed', to: null },
    })
  })
})

describe('the commands with a meaning of their own in the default flow', () => {
  const unfinished = [
    'intake',
    'to-dispatch',
    'assigned',
    'en-route',
    'on-site',
    'waiting-parts',
    'waiting-customer',
  ]

  it.each(unfinished)('assign: from %s to assigned', (from) => {
    expect(landing(defaultFlow, held(from), 'assign')).toBe('assigned')
  })
  it.each(unfinished.slice(2))('unassign: from %s back to dispatch', (from) => {
    expect(landing(defaultFlow, held(from), 'unassign')).toBe('to-dispatch')
  })
  it.each([...unfinished, 'to-verify'])('cancel: from %s to cancelled', (from) => {
    expect(landing(defaultFlow, free(from), 'cancel')).toBe('cancelled')
  })
  it.each(['closed', 'cancelled'])('reopen: from %s to whoever held it, else to dispatch', (from) => {
    expect(landing(defaultFlow, held(from), 'reopen')).toBe('assigned')
    expect(landing(defaultFlow, free(from), 'reopen')).toBe('to-dispatch')
  })
  it.each([
    ['to-verify', 'assign'],
    ['to-verify', 'unassign'],
    ['to-dispatch', 'unassign'],
    ['closed', 'assign'],
    ['cancelled', 'cancel'],
    ['on-site', 'reopen'],
  ] as const)('from %s nothing leads to %s', (from, trigger) => {
    expect(landing(defaultFlow, held(from), trigger)).toBe('no-transition')
  })
})

describe('the default flow', () => {
  const follow = (start: readonly string[]) => {
    const reached = new Set(start)
    for (const nodeId of reached)
      for (const { from, to } of defaultFlow.edges) if (from === nodeId) reached.add(to)
    return reached
  }

  it('has only edges between nodes that it has, each once', () => {
    const ids = new Set(defaultFlow.nodes.map(({ id }) => id))
    for (const { from, to } of defaultFlow.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    expect(new Set(defaultFlow.edges.map(({ id }) => id)).size).toBe(defaultFlow.edges.length)
  })

  it('reaches every node from its start', () => {
    expect(follow([defaultFlow.startNodeId])).toEqual(new Set(defaultFlow.nodes.map(({ id }) => id)))
  })

  it('has a node in every column', () => {
    expect(new Set(defaultFlow.nodes.map(({ stage }) => stage))).toEqual(new Set(stages))
  })

  it.each(defaultFlow.nodes.map(({ id }) => id))('can close a ticket that stands on %s', (nodeId) => {
    expect(follow([nodeId])).toContain('closed')
  })
})

describe('any flow', () => {
  const nodeIds = ['a', 'b', 'c', 'd']
  const flows: fc.Arbitrary<Flow> = fc.record({
    id: fc.constant('any'),
    version: fc.constant(1),
    startNodeId: fc.constant('a'),
    nodes: fc
      .array(fc.constantFrom(...stages), { minLength: 4, maxLength: 4 })
      .map((given) => nodeIds.map((id, index) => ({ id, name: text, stage: given[index] ?? 'intake' }))),
    edges: fc.array(
      fc.record({
        id: fc.uuid(),
        from: fc.constantFrom(...nodeIds),
        to: fc.constantFrom(...nodeIds),
        trigger: fc.constantFrom(...triggers),
        guards: fc.subarray([{ kind: 'has-assignee' } as const, { kind: 'has-no-assignee' } as const]),
      }),
      { maxLength: 20 },
    ),
  })

  it('lands on a node of the flow, in the column asked for, along an edge that is open', () => {
    fc.assert(
      fc.property(
        flows,
        fc.record({ nodeId: fc.constantFrom(...nodeIds), hasAssignee: fc.boolean() }),
        fc.constantFrom(...triggers),
        fc.option(fc.record({ stage: fc.constantFrom(...stages) }), { nil: undefined }),
        (flow, facts, trigger, target) => {
          const answer = step(flow, facts, trigger, target)
          if (!answer.ok) return
          expect(flow.nodes).toContain(answer.node)
          expect(answer.edge).toMatchObject({ from: facts.nodeId, to: answer.node.id, trigger })
          if (target) expect(answer.node.stage).toBe(target.stage)
          for (const { kind } of answer.edge.guards) expect(kind === 'has-assignee').toBe(facts.hasAssignee)
        },
      ),
    )
  })

  it('is damaged when a ticket stands on a node that it does not have', () => {
    expect(() => requireNode(defaultFlow, 'nowhere')).toThrow('flow default v1 has no node nowhere')
    expect(() => step(defaultFlow, free('nowhere'), 'move')).toThrow('no node nowhere')
  })
})
