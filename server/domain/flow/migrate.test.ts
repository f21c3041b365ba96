import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileGraph } from '../flow-graph/compile.ts'
import { applianceRepair } from '../flow-graph/starters/appliance-repair.ts'
import { starters } from '../flow-graph/starters/starters.ts'
import { advanced, contextOf, walk } from '#tests/support/flow-walk.ts'
import { advance } from './advance.ts'
import { applyFlowEvent } from './flow-state.ts'
import { migrateTicket } from './migrate.ts'

const facts = {
  priority: 1,
  'form.serial': 'S',
  'form.fault': 'E4',
  'form.photos': ['1'],
  'form.parts': ['pump'],
  'form.usage': 1,
  'form.solution': 'x',
  'form.signature': 'y',
  'form.waybill': 'z',
}
const repair = compileGraph(applianceRepair.graph, { flowId: 'repair', number: 1 })

/** A ticket after some steps by somebody who chooses by the numbers given. */
const ticketAfter = (version: typeof repair, choices: readonly number[]) => {
  let step = 0
  return walk(
    version,
    facts,
    (inputs) => {
      const input = inputs[(choices[step] ?? 0) % inputs.length]
      step += 1
      if (!input) throw new Error('nothing can happen')
      return input
    },
    choices.length,
  ).state
}

/** The same flow after an admin has taken one node away. */
function without(nodeId: string) {
  const { nodes, edges, meta } = applianceRepair.graph
  const graph = {
    meta,
    nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => id !== nodeId)),
    edges: Object.fromEntries(
      Object.entries(edges)
        .filter(([, { source }]) => source !== nodeId)
        .map(([id, edge]) => [id, edge.target === nodeId ? { ...edge, target: 'repair' } : edge]),
    ),
  }
  return compileGraph(graph, { flowId: 'repair', number: 2 })
}

describe('moving a ticket to another version', () => {
  it('of the same shape leaves it where it is, in whatever state', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...starters),
        fc.array(fc.nat(), { maxLength: 30 }),
        ({ key, graph }, choices) => {
          const version = compileGraph(graph, { flowId: key, number: 1 })
          const before = ticketAfter(version, choices)
          if (before.status !== 'running') return
          const target = contextOf({ ...version, number: 2 }, facts, 9_000_000)
          expect(migrateTicket(before, version, {}, target)).toEqual({
            ok: true,
            state: before,
            events: [],
            effects: [],
          })
        },
      ),
      { numRuns: 200 },
    )
  })

  it('takes it off a node that is gone, with a timer of its new place and not of the old', () => {
    const travelling = ticketAfter(repair, [0, 0])
    expect(travelling.tokens).toMatchObject([{ nodeId: 'travel' }])
    const target = without('travel')
    const context = contextOf(target, facts, 1_000_000)
    expect(migrateTicket(travelling, repair, {}, context)).toEqual({
      ok: false,
      flaw: { name: 'node-gone', nodeId: 'travel' },
    })
    const moved = migrateTicket(travelling, repair, { travel: 'repair' }, context)
    expect(moved).toMatchObject({
      ok: true,
      state: { tokens: [{ id: 't1', nodeId: 'repair', handlerId: 'lin' }] },
    })
    if (!moved.ok) return
    expect(moved.events.reduce(applyFlowEvent, travelling)).toEqual(moved.state)
    expect(moved.effects.map(({ kind }) => kind)).toEqual(['clear-timers', 'set-timer', 'set-timer'])
  })

  it('leaves a ticket that has been on a node that is gone able to go back and to be reopened', () => {
    const travelling = ticketAfter(repair, [0, 0])
    const context = contextOf(without('travel'), facts, 1_000_000)
    const moved = migrateTicket(travelling, repair, { travel: 'repair' }, context)
    if (!moved.ok) throw new Error(moved.flaw.name)
    const [token] = moved.state.tokens
    const back = (toNodeId: string) => ({ kind: 'return' as const, tokenId: token?.id ?? '', toNodeId })
    expect(advance(moved.state, back('travel'), context)).toEqual({
      ok: false,
      refusal: { name: 'not-visited', nodeId: 'travel' },
    })
    expect(advance(moved.state, back('accept'), context)).toMatchObject({ ok: true })
    const cancelled = advanced(moved.state, { kind: 'cancel' }, context).state
    const reopened = advanced(cancelled, { kind: 'reopen' }, context).state
    expect(reopened.tokens).toMatchObject([{ nodeId: 'repair' }])
  })

  it('is refused where branches that run side by side would be torn apart', () => {
    const waiting = ticketAfter(repair, [0, 0, 0, 0])
    expect(waiting.tokens.map(({ nodeId }) => nodeId)).toEqual(['quote', 'transfer'].sort())
    const context = contextOf({ ...repair, number: 2 }, facts)
    expect(migrateTicket(waiting, repair, { quote: 'verify' }, context)).toEqual({
      ok: false,
      flaw: { name: 'block-torn', forkId: 'fork' },
    })
    expect(migrateTicket(waiting, repair, { quote: 'fork' }, context)).toMatchObject({
      flaw: { name: 'node-unfit' },
    })
    expect(migrateTicket(waiting, repair, { quote: 'transfer' }, context)).toMatchObject({ ok: true })
  })
})
