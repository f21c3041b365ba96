import { io, type Socket } from 'socket.io-client'
import type { ClientToServer, ServerToClient } from '#contract/wire.ts'

export type BoardSocket = Socket<ServerToClient, ClientToServer>

/**
 * A socket that is not connected yet: the board client listens first and then connects. After a cut it comes back by itself,
 * first after about half a second, then up to five, each a little off so that a restarted server is not met by all at once.
 *
 * @param origin another server than the page's own
 * @param headers only outside the browser
 */
export const connectBoardSocket = (origin?: string, headers: Record<string, string> = {}): BoardSocket => {
  const options = {
    transports: ['websocket'],
    autoConnect: false,
    // Sockets of one page would otherwise share a connection, and closing one board would cut the next one's.
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 10_000,
    extraHeaders: headers,
  }
  return origin ? io(origin, options) : io(options)
}
