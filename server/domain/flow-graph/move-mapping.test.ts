import { expect, it } from 'vitest'
import type { FlowGraph } from './graph.ts'
import { toMoveMapping } from './move-mapping.ts'

const graph = (...ids: string[]): FlowGraph => ({
  meta: { schema: 1, name: '' },
  nodes: Object.fromEntries(ids.map((id) => [id, { type: 'task', pos: [0, 0], config: {} }])),
  edges: {},
})

it('a plan holds for what is published with it: a node that stays keeps its tickets, a lost target leaves them', () => {
  const plan = new Map([
    ['gone', 'b'],
    ['kept', 'b'],
    ['lost', 'unpublished'],
    ['left', null],
  ])
  expect(toMoveMapping(plan, graph('gone', 'kept', 'lost', 'left', 'b'), graph('kept', 'b'))).toEqual({
    gone: 'b',
    lost: null,
    left: null,
  })
})
