import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { flowCloseCodes, flowLimits, flowRoomsPath } from '#contract/flow-document.ts'
import type { Instant } from '#domain/instant.ts'
import { refuse, type Refusal, type RejectionName } from '#domain/rejection.ts'
import type { Log } from '../log.ts'
import type { Principal } from '../principal.ts'
import type { Relay } from '../redis-relay.ts'
import type { FlowStore } from './flow-store.ts'
import { createPresenceRelay } from './presence-relay.ts'
import { createRoom, type Room } from './room.ts'
import { serveVisitor, type ServedVisitor } from './serve-visitor.ts'

export type Admission = { ok: true; principal: Principal; readOnly: boolean } | Refusal

export type FlowRoomsOptions = {
  http: Server
  store: FlowStore
  isAllowedOrigin: (request: IncomingMessage) => boolean
  /** Who asks, whether they may, and whether there is such a flow; asked again while they are connected. */
  admit: (request: IncomingMessage, flowId: string) => Promise<Admission>
  /** Names this node among the others. */
  nodeId: string
  relay: Relay | null
  /** After each commit: the log of the flow reaches to here. */
  ring: (flowId: string, seq: number) => void
  now: () => Instant
  log: Log
  recheckMs?: number
  unloadAfterMs?: number
}

/** WebSockets of flow documents, as y-websocket's client speaks to them: one room per flow that somebody has open. */
export type FlowRooms = {
  /** Somebody says that a flow's log reaches to `seq`. Untrue and late rings are harmless. */
  hearOf: (flowId: string, seq: number) => void
  /** As `hearOf`, of a version that was published. */
  hearOfVersion: (flowId: string, number: number) => void
  /** Rights may be others now: everybody is looked at again at once. */
  recheck: () => Promise<void>
  isOpen: (flowId: string) => boolean
  /** Stores what this node's room of the flow, if it is open, has taken and not stored yet. */
  flush: (flowId: string) => Promise<void>
  close: () => Promise<void>
}

const defaultRecheckMs = 30_000
/** Who has not answered until the next one is gone. */
const pingMs = 30_000
const defaultUnloadAfterMs = 30_000
/** Rings make other nodes' changes come quickly; this makes it certain that they come. */
const pollMs = 3_000

type Opened = { room: Room; idle: NodeJS.Timeout | undefined }
type Connected = { visitor: ServedVisitor; request: IncomingMessage; flowId: string; readOnly: boolean }

const statusOf: Partial<Record<RejectionName, number>> = {
  'session-expired': 401,
  'wrong-origin': 403,
  'not-allowed': 403,
  'flow-not-found': 404,
}

/** How a refusal is said in HTTP; the close codes are 4,000 more. */
export const statusOfRefusal = ({ rejection }: Refusal): number => statusOf[rejection.name] ?? 503

export function createFlowRooms(options: FlowRoomsOptions): FlowRooms {
  const { http, store, isAllowedOrigin, admit, nodeId, relay, ring, now, log } = options
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: flowLimits.messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const rooms = new Map<string, Opened>()
  const loading = new Map<string, Promise<Opened>>()
  const closing = new Map<string, Promise<void>>()
  const connected = new Set<Connected>()
  let closed = false
  const presenceRelay = relay
    ? createPresenceRelay({ relay, nodeId, findPresence: (flowId) => rooms.get(flowId)?.room.presence })
    : undefined

  const load = async (flowId: string): Promise<Opened> => {
    await closing.get(flowId)
    const stored = await store.readAfter(flowId, -1)
    const [head] = await store.readHeads([flowId])
    const room = createRoom({
      flowId,
      store,
      stored,
      version: head?.version ?? 0,
      onCommitted: (seq) => ring(flowId, seq),
      onPresence: () => presenceRelay?.change(flowId),
      onBroken: () => {
        room.closeAll(flowCloseCodes.comeBack)
        unload(flowId)
      },
      now,
      log,
    })
    const opened = { room, idle: undefined }
    rooms.set(flowId, opened)
    return opened
  }
  /** However many come at once, the document is read once. */
  const open = (flowId: string): Promise<Opened> => {
    const opened = rooms.get(flowId)
    if (opened) return Promise.resolve(opened)
    const running = loading.get(flowId) ?? load(flowId).finally(() => loading.delete(flowId))
    loading.set(flowId, running)
    return running
  }

  const unload = (flowId: string) => {
    const opened = rooms.get(flowId)
    if (!opened) return
    clearTimeout(opened.idle)
    rooms.delete(flowId)
    const done = opened.room.close().finally(() => closing.delete(flowId))
    closing.set(flowId, done)
  }
  const startIdling = (flowId: string, opened: Opened) => {
    if (opened.room.visitors().length > 0 || rooms.get(flowId) !== opened) return
    clearTimeout(opened.idle)
    opened.idle = setTimeout(() => {
      // What the database has not taken yet is nowhere but here. Afterwards the time begins anew.
      if (opened.room.isStored()) unload(flowId)
      else void opened.room.whenStored().then(() => startIdling(flowId, opened))
    }, options.unloadAfterMs ?? defaultUnloadAfterMs)
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const flowId = flowIdOf(request)
    if (flowId === undefined) return
    // Until the upgrade nobody else listens, and an error that nobody hears ends the program.
    const ignore = () => undefined
    socket.on('error', ignore)
    enter(request, flowId).then(
      (entered) => {
        if (!entered.ok) {
          refuseUpgrade(socket, entered)
          return
        }
        const { opened, ...admission } = entered
        if (socket.destroyed) startIdling(flowId, opened)
        else {
          socket.off('error', ignore)
          sockets.handleUpgrade(request, socket, head, (webSocket) => {
            clearTimeout(opened.idle)
            const visitor = serveVisitor(webSocket, socket, opened.room, admission, now)
            const one = { visitor, request, flowId, readOnly: admission.readOnly }
            connected.add(one)
            webSocket.on('close', () => {
              connected.delete(one)
              opened.room.presence.leave(visitor)
              opened.room.leave(visitor)
              startIdling(flowId, opened)
            })
          })
          // A handshake that ws itself has refused leaves nobody in the room.
          startIdling(flowId, opened)
        }
      },
      (error: unknown) => {
        log.error({ err: error, flowId }, 'a flow could not be opened')
        refuseUpgrade(socket, refuse({ name: 'something-broke', commandId: '' }))
      },
    )
  }

  /** The document is loaded before the connection is taken: whatever a client says then finds it there. */
  const enter = async (request: IncomingMessage, flowId: string) => {
    if (!isAllowedOrigin(request)) return refuse({ name: 'wrong-origin' })
    const admission = await admit(request, flowId)
    if (closed) return refuse({ name: 'database-away' })
    return admission.ok ? { ...admission, opened: await open(flowId) } : admission
  }

  const recheck = async () => {
    for (const one of [...connected]) {
      const { visitor, request, flowId, readOnly } = one
      try {
        const admission = await admit(request, flowId)
        if (admission.ok) {
          if (admission.readOnly !== readOnly) visitor.close(flowCloseCodes.comeBack)
        } else {
          const status = statusOf[admission.rejection.name]
          if (status) visitor.close(4_000 + status)
        }
      } catch (error) {
        // Nobody is thrown out because the database is away; nothing can be stored then anyway.
        log.warn({ err: error }, 'the rights of those who have a flow open could not be checked')
      }
    }
  }
  const poll = async () => {
    if (rooms.size === 0) return
    const asked = [...rooms]
    try {
      const found = await store.readHeads(asked.map(([flowId]) => flowId))
      const heads = new Map(found.map((head) => [head.id, head]))
      for (const [flowId, { room }] of asked) {
        const head = heads.get(flowId)
        if (head) {
          room.hearOf(head.seq)
          room.hearOfVersion(head.version)
        } else room.closeAll(flowCloseCodes.notFound)
      }
    } catch (error) {
      log.warn({ err: error }, 'the heads of flow documents cannot be read')
    }
  }

  http.on('upgrade', onUpgrade)
  const recheckTimer = setInterval(() => void recheck(), options.recheckMs ?? defaultRecheckMs)
  const pingTimer = setInterval(() => {
    for (const { visitor } of connected) visitor.ping()
  }, pingMs)
  const pollTimer = setInterval(() => void poll(), pollMs)

  return {
    hearOf: (flowId, seq) => rooms.get(flowId)?.room.hearOf(seq),
    hearOfVersion: (flowId, number) => rooms.get(flowId)?.room.hearOfVersion(number),
    recheck,
    isOpen: (flowId) => rooms.has(flowId),
    flush: async (flowId) => {
      await closing.get(flowId)
      await rooms.get(flowId)?.room.flush()
    },
    close: async () => {
      closed = true
      http.off('upgrade', onUpgrade)
      clearInterval(recheckTimer)
      clearInterval(pingTimer)
      clearInterval(pollTimer)
      presenceRelay?.close()
      await Promise.allSettled(loading.values())
      for (const [flowId, { room }] of rooms) {
        room.closeAll(flowCloseCodes.comeBack)
        unload(flowId)
      }
      await Promise.all(closing.values())
    },
  }
}

/** Other WebSockets live on the same HTTP server. */
function flowIdOf({ url = '' }: IncomingMessage): string | undefined {
  const [path = ''] = url.split('?')
  return path.startsWith(`${flowRoomsPath}/`) ? path.slice(flowRoomsPath.length + 1) : undefined
}

function refuseUpgrade(socket: Duplex, refusal: Refusal) {
  const status = statusOfRefusal(refusal)
  const body = JSON.stringify(refusal)
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
