import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyFlowEvent, notStarted } from '#domain/flow/flow-state.ts'
import type { FlowInput } from '#domain/flow/flow-input.ts'
import { walk } from '#tests/support/flow-walk.ts'
import { compileGraph } from '../compile.ts'
import { parseGraph } from '../graph.ts'
import { validateGraph } from '../validate.ts'
import { starterFields } from './starter-fields.ts'
import { starters } from './starters.ts'

const context = { fields: starterFields, allowPrivateHosts: false }

/** A ticket on which everything is filled in. */
const filled = {
  priority: 1,
  'form.serial': 'SN1',
  'form.fault': 'E4',
  'form.photos': ['1.jpg'],
  'form.parts': ['pump'],
  'form.signature': 'Wang',
  'form.solution': 'new pump',
  'form.waybill': 'SF1',
  'form.usage': 1,
}

const first = (inputs: readonly FlowInput[]): FlowInput => {
  const [input] = inputs
  if (!input) throw new Error('nothing can happen any more')
  return input
}

describe.each(starters)('the starter $key', ({ key, graph, name, about }) => {
  const version = compileGraph(graph, { flowId: key, number: 1 })

  it('is a graph without errors; what is warned of is meant', () => {
    expect(parseGraph(JSON.parse(JSON.stringify(graph)))).toEqual({ ok: true, graph, malformed: [] })
    // A quote that is refused ends the ticket and calls the parts back.
    const meant = key === 'appliance-repair' ? ['fork-left:quote-rejected-declined:fork'] : []
    expect(validateGraph(graph, context).map(({ id }) => id)).toEqual(meant)
  })

  it('is named in both languages, and lies on the grid', () => {
    for (const text of [name, about]) expect(text['zh-CN'] && text.en).not.toBe('')
    for (const { name: nodeName } of Object.values(version.nodes))
      expect(nodeName['zh-CN'] && nodeName.en).not.toBe('')
    const places = Object.values(graph.nodes).map(({ pos }) => pos)
    for (const [x, y] of places) expect([x % 16, y % 16]).toEqual([0, 0])
    expect(new Set(places.map(String)).size).toBe(places.length)
  })

  it('takes a ticket from start to end, and its events tell the same again', () => {
    const { state, events } = walk(version, filled, first)
    expect(state).toMatchObject({ status: 'finished', tokens: [] })
    expect(events.reduce(applyFlowEvent, notStarted)).toEqual(state)
  })

  it('comes to an end whatever people choose', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.boolean(), (choices, isFilled) => {
        const facts = isFilled ? filled : { ...filled, priority: 3, 'form.usage': 9 }
        const { state } = walk(
          version,
          facts,
          (inputs) => inputs[(choices.next().value ?? 0) % inputs.length] ?? first(inputs),
          2_000,
        )
        expect(state.status).toBe('finished')
      }),
      { numRuns: 30 },
    )
  })
})

it('together they use every type of node that needs nobody outside', () => {
  const used = new Set(starters.flatMap(({ graph }) => Object.values(graph.nodes).map(({ type }) => type)))
  expect([...used].sort()).toEqual(
    [
      'approval',
      'auto-assign',
      'condition',
      'end',
      'fork',
      'join',
      'notify',
      'start',
      'sub-ticket',
      'task',
      'timer',
    ].sort(),
  )
})
