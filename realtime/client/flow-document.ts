import { UndoManager, Doc } from 'yjs'
import type * as Y from 'yjs'
import {
  flowMessages,
  flowRoomsPath,
  type FlowDraft,
  type FlowDraftEdge,
  type FlowDraftNode,
  type FlowPerson,
  type FlowPresence,
} from '#contract/flow-document.ts'
import { flowDocumentMaps, readFlowDraft, readFlowEdge, readFlowNode } from '#contract/flow-draft.ts'
import type { Instant } from '#domain/instant.ts'
import { connectFlowRoom, type FlowEnd } from './flow-connection.ts'
import { createFlowPeers, type FlowPeer } from './flow-peers.ts'

export type { FlowEnd, FlowPeer }

export type FlowConnection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** Changes go on being made here and are merged when the line is back. */
  | { state: 'offline'; since: Instant }
  /** Final: nothing that is done here any more will be kept. */
  | { state: 'ended'; reason: FlowEnd }

export type FlowDocumentState = {
  connection: FlowConnection
  /** The document has come from the server at least once. */
  loaded: boolean
  /** True until the server has said otherwise. */
  readOnly: boolean
  /** Something was changed here that the server has not yet confirmed as stored. */
  unsaved: boolean
  /** When the last change made here was confirmed. */
  savedAt: Instant | undefined
  /** Undefined until the server has said who we are. */
  me: FlowPerson | undefined
  /** The number of the newest version; 0 before the first, undefined until the server has said it. */
  version: number | undefined
}

/**
 * One flow, open on one screen. Knows no framework: `getState` and `getPeers` answer the same object until something has changed,
 * as React's useSyncExternalStore asks for.
 */
export type FlowDocument = {
  doc: Y.Doc
  maps: ReturnType<typeof flowDocumentMaps>
  /** Own changes of nodes, edges and planned moves only. `stopCapturing()` begins a new step. */
  undo: Y.UndoManager
  /** What the person at this screen changes and may undo goes through here. What does not (comments) is stored as well. */
  change: (make: () => void) => void
  readNode: (id: string) => FlowDraftNode | undefined
  readEdge: (id: string) => FlowDraftEdge | undefined
  readDraft: () => FlowDraft
  getState: () => FlowDocumentState
  subscribe: (listener: () => void) => () => void
  /** Everybody else who has the flow open. Changes up to 15 times a second while they move. */
  getPeers: () => readonly FlowPeer[]
  subscribePeers: (listener: () => void) => () => void
  /** Replaces what the others see of us; told to them at most twelve times a second, the last always. Coordinates are rounded. */
  setPresence: (presence: FlowPresence) => void
  close: () => void
}

export type FlowDocumentOptions = {
  flowId: string
  /** Another server than the page's own, as `https://…`. */
  origin?: string
  /** Only outside the browser. */
  headers?: Readonly<Record<string, string>>
  WebSocketClass?: typeof WebSocket
  now?: () => Instant
}

const mostUndoSteps = 100
/** Typing and dragging within this time are one step. */
const undoStepMs = 500

export function openFlowDocument({
  flowId,
  origin = globalThis.location.origin,
  headers = {},
  WebSocketClass = globalThis.WebSocket,
  now = Date.now,
}: FlowDocumentOptions): FlowDocument {
  const doc = new Doc()
  const maps = flowDocumentMaps(doc)
  const local = { by: 'the person at this screen' }
  let state: FlowDocumentState = {
    connection: { state: 'connecting' },
    loaded: false,
    readOnly: true,
    unsaved: false,
    savedAt: undefined,
    me: undefined,
    version: undefined,
  }
  const listeners = new Set<() => void>()
  const set = (changes: Partial<FlowDocumentState>) => {
    const keys = Object.keys(changes) as (keyof FlowDocumentState)[]
    if (keys.every((key) => state[key] === changes[key])) return
    state = { ...state, ...changes }
    for (const listener of listeners) listener()
  }
  const setConnection = (connection: FlowConnection) => {
    if (state.connection.state !== 'ended') set({ connection })
  }

  const room = connectFlowRoom({
    doc,
    serverUrl: `${origin}${flowRoomsPath}`,
    flowId,
    headers,
    WebSocketClass,
    onSynced: () => {
      set({ loaded: true })
      setConnection({ state: 'live' })
    },
    onLost: () => {
      if (state.connection.state !== 'offline') setConnection({ state: 'offline', since: now() })
    },
    onEnded: (reason) => setConnection({ state: 'ended', reason }),
    onWelcome: ({ me, readOnly }) => set({ me, readOnly }),
    onVersion: (version) => set({ version }),
    onUnsaved: (unsaved) => {
      if (unsaved !== state.unsaved) set(unsaved ? { unsaved } : { unsaved, savedAt: now() })
    },
  })
  const peers = createFlowPeers(room.awareness, (update) => room.send(flowMessages.awareness, update))

  // Deletions and positions of others are theirs to undo: only transactions of this origin are remembered.
  const undo = new UndoManager([maps.nodes, maps.edges, maps.moves], {
    trackedOrigins: new Set([local]),
    captureTimeout: undoStepMs,
  })
  undo.on('stack-item-added', () => {
    if (undo.undoStack.length > mostUndoSteps) undo.undoStack.shift()
  })

  return {
    doc,
    maps,
    undo,
    change: (make) => doc.transact(make, local),
    readNode: (id) => readFlowNode(maps.nodes.get(id)),
    readEdge: (id) => readFlowEdge(maps.edges.get(id)),
    readDraft: () => readFlowDraft(doc),
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getPeers: peers.get,
    subscribePeers: peers.subscribe,
    setPresence: peers.set,
    close: () => {
      listeners.clear()
      peers.close()
      undo.destroy()
      room.close()
      doc.destroy()
    },
  }
}
