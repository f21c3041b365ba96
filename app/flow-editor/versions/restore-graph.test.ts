import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, UndoManager } from 'yjs'
import { flowDocumentMaps, readFlowJson, writeFlowDraft } from '#contract/flow-draft.ts'
import { graphDifference } from '#domain/flow-graph/difference.ts'
import { parseGraph, type FlowGraph } from '#domain/flow-graph/graph.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { anyFlowGraph } from '#tests/support/any-flow-graph.ts'
import { restoreGraph } from './restore-graph.ts'

const screenOf = (update: Uint8Array) => {
  const doc = new Doc()
  const maps = flowDocumentMaps(doc)
  const own = 'own'
  applyUpdate(doc, update)
  const undo = new UndoManager([maps.nodes, maps.edges], { trackedOrigins: new Set([own]) })
  return { doc, maps, undo, change: (make: () => void) => doc.transact(make, own) }
}
function updateOf({ nodes, edges }: FlowGraph): Uint8Array {
  const doc = new Doc()
  writeFlowDraft(doc, { meta: { schema: 1, name: 'x' }, nodes, edges })
  return encodeStateAsUpdate(doc)
}
function graphIn(doc: Doc): FlowGraph {
  const parsed = parseGraph(readFlowJson(doc))
  if (!parsed.ok || parsed.malformed.length > 0) throw new Error('the document holds no sound graph')
  return parsed.graph
}
const differs = (one: FlowGraph, other: FlowGraph) => graphDifference(one, { ...other, meta: one.meta })
const [small, large] = starters.map(({ graph }) => graph)
if (!small || !large) throw new Error('there are two starters at least')

it('whatever was drawn and whatever is restored, the draft is then that, and one undo brings it back', () => {
  fc.assert(
    fc.property(anyFlowGraph, anyFlowGraph, (drawn, earlier) => {
      const { doc, undo, ...rest } = screenOf(updateOf(drawn))
      restoreGraph({ doc, undo, ...rest }, earlier)
      expect(differs(graphIn(doc), earlier)).toEqual([])
      undo.undo()
      expect(differs(graphIn(doc), drawn)).toEqual([])
      expect(undo.canUndo()).toBe(false)
    }),
    { numRuns: 40 },
  )
})

it('what a colleague changes at the same time is kept, and survives the undo', () => {
  const first = updateOf(large)
  const mine = screenOf(first)
  const theirs = screenOf(first)
  restoreGraph(mine, small)
  theirs.change(() => theirs.maps.edges.set('new', { source: 'start', target: 'end' }))
  applyUpdate(mine.doc, encodeStateAsUpdate(theirs.doc))
  applyUpdate(theirs.doc, encodeStateAsUpdate(mine.doc))
  expect(mine.maps.edges.has('new')).toBe(true)
  mine.undo.undo()
  expect(differs(graphIn(mine.doc), large).map(({ id }) => id)).toEqual(['edge-removed:new'])
})

it('what cannot be read goes', () => {
  const screen = screenOf(updateOf(large))
  screen.change(() => {
    screen.maps.nodes.set('broken', 7)
    screen.maps.edges.set('broken', 'x')
  })
  restoreGraph(screen, small)
  expect(differs(graphIn(screen.doc), small)).toEqual([])
})
