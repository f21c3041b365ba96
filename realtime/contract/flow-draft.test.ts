import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { flowDocumentMaps, readFlowDraft, readFlowJson, writeFlowDraft } from './flow-draft.ts'

it('leaves what is broken out of the draft, and keeps it where publishing is decided', () => {
  const doc = new Y.Doc()
  const node = { type: 'task', pos: [0, 0] as [number, number], config: { name: '受理' } }
  const draft = { meta: { schema: 1 as const, name: '三步' }, nodes: { a: node }, edges: {} }
  writeFlowDraft(doc, draft)
  const { nodes, edges } = flowDocumentMaps(doc)
  nodes.set('b', new Y.Map([['type', 7]]))
  edges.set('ac', { source: 'a', target: 'c' })
  expect(readFlowDraft(doc)).toEqual(draft)
  expect(readFlowJson(doc)).toEqual({
    meta: draft.meta,
    nodes: { a: node, b: { type: 7 } },
    edges: { ac: { source: 'a', target: 'c' } },
  })
})
