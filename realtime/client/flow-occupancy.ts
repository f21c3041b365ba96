import type { FlowOccupancy } from '#contract/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'
import type { Rejection } from '#domain/rejection.ts'
import type { BoardSocket } from './connect-socket.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'
import { askFlowWatch } from './questions.ts'

export type FlowOccupancyState = {
  /** Undefined until the server has counted. */
  occupancy: FlowOccupancy | undefined
  /** The server's clock minus mine. */
  clockOffsetMs: number
  /** `away`: what is shown is as of the last word. */
  connection: 'connecting' | 'live' | 'away' | 'ended'
}

/** Where the tickets of one flow stand, for as long as its canvas is open. Knows no framework. */
export type FlowOccupancyClient = {
  /** The same object until something has changed. */
  getState: () => FlowOccupancyState
  subscribe: (listener: () => void) => () => void
  close: () => void
}

/** After the server has ended the connection, or could not let us in just now. */
const reconnectMs = 2_000

export function watchFlowOccupancy({
  flowId,
  socket,
  now,
}: {
  flowId: string
  /** Not connected yet. */
  socket: BoardSocket
  now: () => Instant
}): FlowOccupancyClient {
  const listeners = new Set<() => void>()
  let state: FlowOccupancyState = { occupancy: undefined, clockOffsetMs: 0, connection: 'connecting' }
  let retry: ReturnType<typeof setTimeout> | undefined
  const change = (part: Partial<FlowOccupancyState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const later = (then: () => void, ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (state.connection !== 'ended') then()
    }, ms)
  }
  const end = () => {
    change({ connection: 'ended' })
    socket.disconnect()
  }
  /** A refusal that passes is asked about again; any other is final. */
  const refused = (rejection: Rejection, again: () => void) => {
    const pauseMs = pauseBeforeRetry(rejection)
    if (pauseMs === undefined) end()
    else later(again, pauseMs)
  }

  const watch = async () => {
    const answer = await askFlowWatch(socket, { flowId })
    // After a cut the next connection asks anew.
    if (!socket.connected) return
    if (answer?.ok) change({ connection: 'live' })
    else if (answer) refused(answer.rejection, () => void watch())
    else later(() => void watch(), 0)
  }

  socket.on('connect', () => void watch())
  socket.on('flowOccupancy', (occupancy) => {
    if (occupancy.flowId === flowId) change({ occupancy, clockOffsetMs: occupancy.serverNow - now() })
  })
  socket.on('disconnect', (reason) => {
    if (state.connection === 'ended') return
    change({ connection: 'away' })
    // Socket.IO comes back by itself except when the server has ended the connection.
    if (reason === 'io server disconnect') later(() => socket.connect(), reconnectMs)
  })
  socket.on('connect_error', (error: Error & { data?: Rejection }) => {
    change({ connection: 'away' })
    // Without data the server was not reached; Socket.IO tries again by itself.
    if (error.data) refused(error.data, () => socket.connect())
  })
  socket.on('closing', (rejection) => {
    if (pauseBeforeRetry(rejection) === undefined) end()
  })
  socket.connect()

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close: () => {
      listeners.clear()
      clearTimeout(retry)
      socket.off()
      socket.disconnect()
    },
  }
}
