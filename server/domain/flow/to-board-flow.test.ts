import { describe, expect, it } from 'vitest'
import { compileGraph } from '../flow-graph/compile.ts'
import { boardStandard } from '../flow-graph/starters/board-standard.ts'
import { starters } from '../flow-graph/starters/starters.ts'
import { defaultFlow } from './default-flow.ts'
import { requireNode, type Flow } from './flow.ts'
import { step } from './step.ts'
import { toBoardFlow } from './to-board-flow.ts'

const byId = <Part extends { id: string }>(parts: readonly Part[]) =>
  [...parts].sort((one, other) => (one.id < other.id ? -1 : 1))
const sorted = (flow: Flow) => ({ ...flow, nodes: byId(flow.nodes), edges: byId(flow.edges) })

describe('a board on a published version', () => {
  it('is the board as it has always been, when the version is the standard flow', () => {
    const version = compileGraph(boardStandard.graph, { flowId: 'default', number: 1 })
    expect(sorted(toBoardFlow(version))).toEqual(sorted(defaultFlow))
  })

  it.each(starters)(
    '$key: every edge joins nodes that there are, and every column can be cancelled from',
    ({ key, graph }) => {
      const flow = toBoardFlow(compileGraph(graph, { flowId: key, number: 1 }))
      for (const { from, to } of flow.edges)
        expect([requireNode(flow, from).id, requireNode(flow, to).id]).toEqual([from, to])
      expect(new Set(flow.edges.map(({ id }) => id)).size).toBe(flow.edges.length)
      expect(requireNode(flow, flow.startNodeId).stage).not.toBe('closed')
      for (const { id, stage } of flow.nodes)
        expect(step(flow, { nodeId: id, hasAssignee: true }, 'cancel').ok).toBe(stage !== 'closed')
    },
  )

  it('passes over what nobody stands on', () => {
    const repair = starters.find(({ key }) => key === 'appliance-repair')
    if (!repair) throw new Error('no such starter')
    const flow = toBoardFlow(compileGraph(repair.graph, { flowId: 'repair', number: 1 }))
    const next = (from: string) =>
      flow.edges.filter((one) => one.from === from && one.trigger === 'move').map(({ to }) => to)
    expect(next('repair').sort()).toEqual(['quote', 'transfer', 'verify'])
    expect(next('transfer')).toEqual(['second'])
    expect(flow.startNodeId).toBe('auto')
  })
})
