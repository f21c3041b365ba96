import pino from 'pino'
import * as Y from 'yjs'
import { flowDraft, type FlowDraft } from '#contract/flow-document.ts'
import { flowDocumentMaps } from '#contract/flow-draft.ts'
import { starters } from '#domain/flow-graph/starters/starters.ts'
import { createFlowStore } from '#realtime/server/flow-rooms/flow-store.ts'
import { createRoom, type Room } from '#realtime/server/flow-rooms/room.ts'
import type { TestDatabase } from './database.ts'

type Maps = ReturnType<typeof flowDocumentMaps>
type Person = { id: string; name: string }

/** Accept, dispatch, settle: a flow without a problem. */
export function soundDraft(): FlowDraft {
  const graph = starters.find(({ key }) => key === 'three-steps')?.graph
  return flowDraft.parse({ ...graph, meta: { schema: 1, name: '三步流程' } })
}

export type DrawingRoom = {
  room: Room
  /** Takes a change as a socket would hand it over; it is stored a moment later, or by `flush`. */
  draw: (by: Person, change: (maps: Maps) => void) => void
  close: () => Promise<void>
}

/** The server's room of a flow without sockets: everybody's screen is one document. */
export async function openDrawingRoom({ sql }: TestDatabase, flowId: string): Promise<DrawingRoom> {
  const store = createFlowStore(sql)
  const stored = await store.readAfter(flowId, -1)
  const room = createRoom({
    flowId,
    store,
    stored,
    version: 0,
    onCommitted: () => undefined,
    onPresence: () => undefined,
    onBroken: () => {
      throw new Error('the room is broken')
    },
    now: Date.now,
    log: pino({ level: 'silent' }),
  })
  const doc = new Y.Doc()
  for (const { isSnapshot, bytes } of stored) (isSnapshot ? Y.applyUpdateV2 : Y.applyUpdate)(doc, bytes)
  return {
    room,
    draw: (by, change) => {
      const before = Y.encodeStateVector(doc)
      doc.transact(() => change(flowDocumentMaps(doc)))
      const visitor = {
        person: { ...by, colour: 0 },
        readOnly: false,
        send: () => undefined,
        sendFrame: () => undefined,
        close: () => undefined,
      }
      const taken = room.take(visitor, Y.encodeStateAsUpdate(doc, before), () => undefined)
      if (taken !== 'taken') throw new Error(`the change was not taken: ${taken}`)
    },
    close: () => room.close(),
  }
}

/** @throws when there is no such node */
export function configOf({ nodes }: Maps, nodeId: string): Y.Map<unknown> {
  const config: unknown = nodeOf({ nodes }, nodeId).get('config')
  if (config instanceof Y.Map) return config as Y.Map<unknown>
  throw new Error(`${nodeId} has no settings`)
}

/** @throws when there is no such node */
export function nodeOf({ nodes }: Pick<Maps, 'nodes'>, nodeId: string): Y.Map<unknown> {
  const node = nodes.get(nodeId)
  if (node instanceof Y.Map) return node as Y.Map<unknown>
  throw new Error(`there is no node ${nodeId}`)
}
