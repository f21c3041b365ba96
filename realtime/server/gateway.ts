import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Colleague, EventBatch, Head } from '#contract/wire.ts'
import { refuse, type Refusal, type Rejection } from '#domain/rejection.ts'
import type { PositionViewer } from './position-fan-out.ts'
import type { Principal } from './principal.ts'
import {
  boardOfRoom,
  boardRoom,
  dismiss,
  serveConnection,
  wholeBoardRoom,
  type BoardServer,
  type BoardSocket,
  type ConnectionParts,
  type ConnectionPorts,
} from './serve-connection.ts'

/** Socket.IO on the HTTP server of the pages: who may connect, and what is sent to whom. */
export type GatewayOptions = ConnectionPorts & {
  http: HttpServer
  isAllowedOrigin: (request: IncomingMessage) => boolean
  authenticate: (request: IncomingMessage) => Promise<{ ok: true; principal: Principal } | Refusal>
  /** The session ids that are still valid; a person whose rights were changed counts as gone and comes back anew. */
  recheck: (principals: readonly Principal[]) => Promise<ReadonlySet<string>>
  recheckMs?: number
}

export type Gateway = {
  /** From here on connections are taken. */
  open: (parts: ConnectionParts) => void
  sendEvents: (batch: EventBatch) => void
  sendHead: (head: Head) => void
  sendPresence: (boardId: string, colleagues: readonly Colleague[]) => void
  sendPositions: (boardId: string, frame: string, except: readonly PositionViewer[]) => void
  close: () => void
}

const defaultRecheckMs = 30_000

/** Socket.IO sends `data` to the client with the connect_error. */
class RefusedConnection extends Error {
  readonly data: Rejection
  constructor(rejection: Rejection) {
    super(rejection.name)
    this.data = rejection
  }
}

export function createGateway(options: GatewayOptions): Gateway {
  const { http, isAllowedOrigin, authenticate, log } = options
  const io: BoardServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 5_000,
    // Another WebSocket may live on the same HTTP server and authenticate slowly.
    destroyUpgrade: false,
    allowRequest: (request, decide) => {
      const allowed = isAllowedOrigin(request)
      decide(allowed ? null : JSON.stringify(refuse({ name: 'wrong-origin' })), allowed)
    },
  })
  const viewers = new Map<PositionViewer, BoardSocket>()

  // A browser cannot read why an upgrade was refused, so the session is refused one step later, by name.
  io.use((socket, next) => {
    findPrincipal(socket.request)
      .then((found) => {
        if (found.ok) {
          socket.data.principal = found.principal
          next()
          return
        }
        next(new RefusedConnection(found.rejection))
        // The refusal is on its way when this closes: engine.io waits for its buffer.
        setImmediate(() => socket.conn.close())
      })
      .catch((error: unknown) => log.error({ err: error }, 'a connection could not be refused'))
  })

  const findPrincipal = async (request: IncomingMessage) => {
    try {
      return await authenticate(request)
    } catch (error) {
      if (options.isDatabaseAway(error)) return refuse({ name: 'database-away' })
      log.error({ err: error }, 'a connection could not be authenticated')
      return refuse({ name: 'something-broke', commandId: '' })
    }
  }

  const recheck = async () => {
    const sockets = [...io.of('/').sockets.values()]
    if (sockets.length === 0) return
    try {
      const valid = await options.recheck(sockets.map(({ data }) => data.principal))
      for (const socket of sockets)
        if (!valid.has(socket.data.principal.sessionId)) dismiss(socket, { name: 'session-expired' })
    } catch (error) {
      // Nobody is thrown out because the database is away; commands are refused by the database itself.
      log.warn({ err: error }, 'sessions could not be checked')
    }
  }
  const recheckTimer = setInterval(() => void recheck(), options.recheckMs ?? defaultRecheckMs)

  return {
    open: (parts) => {
      io.on('connection', (socket) => {
        const viewer: PositionViewer = {
          // The public `transport.writable` is false for the rest of a turn in which anything was sent.
          isDrained: () => {
            const waiting: unknown = socket.conn['writeBuffer']
            return Array.isArray(waiting) && waiting.length === 0
          },
          send: (frame) => socket.emit('positions', frame),
        }
        viewers.set(viewer, socket)
        socket.on('disconnect', () => viewers.delete(viewer))
        serveConnection(io, socket, viewer, options, parts)
      })
      io.of('/').adapter.on('delete-room', (room: string) => {
        const boardId = boardOfRoom(room)
        if (boardId) parts.tail.unfollow(boardId)
      })
    },
    sendEvents: (batch) => io.local.to(boardRoom(batch.boardId)).emit('events', batch),
    sendHead: (head) => io.local.to(boardRoom(head.boardId)).emit('head', head),
    sendPresence: (boardId, colleagues) =>
      io.local.to(boardRoom(boardId)).emit('presence', boardId, colleagues),
    sendPositions: (boardId, frame, except) => {
      const ids = except.flatMap((viewer) => viewers.get(viewer)?.id ?? [])
      io.local.to(wholeBoardRoom(boardId)).except(ids).emit('positions', frame)
    },
    close: () => {
      clearInterval(recheckTimer)
      // Not io.close(): that closes the HTTP server as well, which is not ours. Clients see a lost line and come back.
      io.engine.close()
    },
  }
}
