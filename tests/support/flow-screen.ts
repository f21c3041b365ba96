import { randomUUID } from 'node:crypto'
import { WebSocket as NodeSocket } from 'ws'
import * as Y from 'yjs'
import { flowDocumentSchema, type FlowDraft } from '#contract/flow-document.ts'
import type { Role } from '#domain/actor.ts'
import { createFlow } from '#server/commands/create-flow.ts'
import {
  openFlowDocument,
  type FlowDocument,
  type FlowDocumentState,
  type FlowPeer,
} from '#realtime/client/flow-document.ts'
import type { TestDatabase } from './database.ts'
import { signIn } from './sign-in.ts'

export const threeSteps = (name = '家电维修'): FlowDraft => ({
  meta: { schema: flowDocumentSchema, name },
  nodes: {
    start: { type: 'start', pos: [0, 0], config: {} },
    repair: { type: 'task', pos: [200, 0], config: { name: '上门维修', limitMinutes: 120 } },
    end: { type: 'end', pos: [400, 0], config: {} },
  },
  edges: {
    'start-repair': { source: 'start', target: 'repair' },
    'repair-end': { source: 'repair', target: 'end' },
  },
})

export async function insertTestFlow(database: TestDatabase, draft = threeSteps()): Promise<string> {
  const { personId } = await signIn(database, { role: 'admin', boardIds: [] })
  const answer = await createFlow(
    database,
    { kind: 'person', id: personId, name: 'admin', role: 'admin', boardIds: [] },
    { id: randomUUID(), draft, now: Date.now() },
  )
  if (!answer.ok) throw new Error(`the flow was refused: ${answer.rejection.name}`)
  return answer.flowId
}

export type FlowScreen = FlowDocument & {
  personId: string
  until: (isSo: (state: FlowDocumentState) => boolean) => Promise<FlowDocumentState>
  untilPeers: (isSo: (peers: readonly FlowPeer[]) => boolean) => Promise<readonly FlowPeer[]>
  /** When the document is so, by whomever it was changed. */
  untilDocument: (isSo: () => boolean) => Promise<void>
  untilLive: () => Promise<unknown>
  untilSaved: () => Promise<unknown>
  moveNode: (id: string, pos: [number, number]) => void
  configure: (id: string, field: string, value: string | number) => void
  posOf: (id: string) => unknown
}

/** A screen with the flow open, as the editor opens it, over a real WebSocket. */
export async function openFlowScreen(
  database: TestDatabase,
  { url, flowId, role = 'admin', name }: { url: string; flowId: string; role?: Role; name?: string },
): Promise<FlowScreen> {
  const { cookie, personId } = await signIn(database, { role, boardIds: [], ...(name ? { name } : {}) })
  return { ...openFlowScreenAs({ url, flowId, cookie }), personId }
}

export function openFlowScreenAs({ url, flowId, cookie }: { url: string; flowId: string; cookie: string }) {
  const flow = openFlowDocument({
    flowId,
    origin: url,
    headers: { cookie },
    WebSocketClass: socketClass({ cookie, origin: url }),
  })
  const until = <T>(
    subscribe: (listener: () => void) => () => void,
    get: () => T,
    isSo: (value: T) => boolean,
  ) =>
    new Promise<T>((resolve) => {
      const look = () => {
        if (!isSo(get())) return
        stop()
        resolve(get())
      }
      const stop = subscribe(look)
      look()
    })
  const onDocument = (listener: () => void) => {
    flow.doc.on('update', listener)
    return () => flow.doc.off('update', listener)
  }
  const untilState = (isSo: (state: FlowDocumentState) => boolean) =>
    until(flow.subscribe, flow.getState, isSo)
  return {
    ...flow,
    until: untilState,
    untilPeers: (isSo: (peers: readonly FlowPeer[]) => boolean) =>
      until(flow.subscribePeers, flow.getPeers, isSo),
    untilDocument: (isSo: () => boolean) => until(onDocument, () => undefined, isSo),
    untilLive: () => untilState(({ connection }) => connection.state === 'live'),
    untilSaved: () => untilState(({ connection, unsaved }) => connection.state === 'live' && !unsaved),
    moveNode: (id: string, pos: [number, number]) =>
      flow.change(() => {
        requireMap(flow.maps.nodes.get(id)).set('pos', pos)
      }),
    configure: (id: string, field: string, value: string | number) =>
      flow.change(() => {
        requireMap(requireMap(flow.maps.nodes.get(id)).get('config')).set(field, value)
      }),
    posOf: (id: string) => flow.readNode(id)?.pos,
  }
}

function requireMap(value: unknown): Y.Map<unknown> {
  if (value instanceof Y.Map) return value as Y.Map<unknown>
  throw new Error('there is no such node')
}

/** A browser sends cookie and Origin by itself. */
export const socketClass = (headers: Record<string, string>) =>
  class extends NodeSocket {
    constructor(address: string | URL) {
      super(address, { headers })
    }
  } as typeof NodeSocket & typeof WebSocket
