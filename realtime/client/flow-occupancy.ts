import type { FlowOccupancy } from '#contract/flow-occupancy.ts'
import type { Instant } from '#domain/instant.ts'
import type { BoardSocket } from './connect-socket.ts'
import { keepAsking } from './keep-asking.ts'
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
  const change = (part: Partial<FlowOccupancyState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  socket.on('flowOccupancy', (occupancy) => {
    if (occupancy.flowId === flowId) change({ occupancy, clockOffsetMs: occupancy.serverNow - now() })
  })
  const asking = keepAsking({
    socket,
    ask: () => askFlowWatch(socket, { flowId }),
    onConnection: (connection) => change({ connection }),
  })

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
      asking.close()
    },
  }
}
