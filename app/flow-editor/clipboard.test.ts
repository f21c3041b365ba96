import { expect, it } from 'vitest'
import type { FlowDraft } from '#contract/flow-document.ts'
import { copyParts, readParts } from './clipboard.ts'
import { step } from './sample-graph.ts'

const draft: FlowDraft = {
  meta: { schema: 1, name: '家电' },
  nodes: {
    s: { type: 'start', pos: [0, 0], config: {} },
    a: { ...step([0, 96], { name: '上门' }), parent: 'g' },
    b: step([0, 192]),
    g: { type: 'group', pos: [0, 0], config: {} },
  },
  edges: { sa: { source: 's', target: 'a' }, ab: { source: 'a', target: 'b', sourceHandle: 'done' } },
}

function ids() {
  let last = 0
  return () => `new-${(last += 1)}`
}

it('brings back what was copied under ids of its own, with the lines between and no start', () => {
  const text = copyParts(draft, new Set(['s', 'a', 'b'])) ?? ''
  const parts = readParts(text, [32, 32], ids())
  expect(parts && [...parts.nodes]).toEqual([
    ['new-1', { type: 'task', pos: [32, 128], config: { name: '上门' } }],
    ['new-2', { type: 'task', pos: [32, 224], config: {} }],
  ])
  expect(parts && [...parts.edges.values()]).toEqual([
    { source: 'new-1', target: 'new-2', sourceHandle: 'done' },
  ])
})

it('reads a whole flow that was exported, groups and all', () => {
  const parts = readParts(JSON.stringify(draft), [0, 0], ids())
  expect(parts?.nodes.size).toBe(4)
  expect(parts?.nodes.get('new-2')?.parent).toBe('new-4')
})

it('leads settings that name a node to its copy, and leaves the others as they are', () => {
  const handler = (nodeId: string) => ({ kind: 'last-handler', nodeId })
  const config = {
    vacant: { kind: 'go-to', nodeId: 'b' },
    handler: {
      kind: 'rule',
      cases: [{ guard: 'priority = 1', handler: handler('a') }],
      otherwise: handler('x'),
    },
  }
  const { nodes, edges } = draft
  const text = copyParts(
    { ...draft, nodes: { ...nodes, a: step([0, 96], config) }, edges },
    new Set(['a', 'b']),
  )
  expect(readParts(text ?? '', [0, 0], ids())?.nodes.get('new-1')?.config).toEqual({
    vacant: { kind: 'go-to', nodeId: 'new-2' },
    handler: {
      kind: 'rule',
      cases: [{ guard: 'priority = 1', handler: handler('new-1') }],
      otherwise: handler('x'),
    },
  })
})

it('leaves every other text alone', () => {
  for (const text of ['', 'hello', '{}', '[1]', '{"paidan":"flow-parts","nodes":{"a":7},"edges":{}}'])
    expect(readParts(text, [0, 0], ids())).toBeUndefined()
  expect(copyParts(draft, new Set(['s']))).toBeUndefined()
})
