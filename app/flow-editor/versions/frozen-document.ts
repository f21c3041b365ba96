import { Doc, UndoManager } from 'yjs'
import { flowDocumentSchema } from '#contract/flow-document.ts'
import { flowDocumentMaps, readFlowDraft, readFlowEdge, readFlowNode } from '#contract/flow-draft.ts'
import type { FlowDocument, FlowDocumentState, FlowPeer } from '#realtime/client/flow-document.ts'

const state: FlowDocumentState = {
  connection: { state: 'live' },
  loaded: true,
  readOnly: true,
  unsaved: false,
  savedAt: undefined,
  me: undefined,
  version: undefined,
}
const nobody: readonly FlowPeer[] = []
const stop = () => undefined

/** A document that belongs to no room: what canvas and forms need to show a graph that nobody can change. */
export function openFrozenDocument(): FlowDocument {
  const doc = new Doc()
  const maps = flowDocumentMaps(doc)
  // A graph is read only from a document that says what it is.
  maps.meta.set('schema', flowDocumentSchema)
  maps.meta.set('name', '')
  const undo = new UndoManager([maps.nodes, maps.edges], { trackedOrigins: new Set() })
  return {
    doc,
    maps,
    undo,
    change: (make) => doc.transact(make),
    readNode: (id) => readFlowNode(maps.nodes.get(id)),
    readEdge: (id) => readFlowEdge(maps.edges.get(id)),
    readDraft: () => readFlowDraft(doc),
    getState: () => state,
    subscribe: () => stop,
    getPeers: () => nobody,
    subscribePeers: () => stop,
    setPresence: () => undefined,
    close: () => {
      undo.destroy()
      doc.destroy()
    },
  }
}
