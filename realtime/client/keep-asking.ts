import { refuse, type Refusal, type Rejection } from '#domain/rejection.ts'
import type { BoardSocket } from './connect-socket.ts'
import { pauseBeforeRetry } from './passing-rejection.ts'

/** After the server has ended the connection, or could not let us in just now. */
const reconnectMs = 2_000

/**
 * Asks to be told of something, again with every new connection, until the server says that it never will. What is told
 * comes by messages of its own.
 */
export function keepAsking({
  socket,
  ask,
  onConnection,
}: {
  /** Not connected yet. */
  socket: BoardSocket
  /** Undefined: no answer. */
  ask: () => Promise<{ ok: true } | Refusal | undefined>
  onConnection: (connection: 'live' | 'away' | 'ended') => void
}): { close: () => void } {
  let retry: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const later = (then: () => void, ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (!isOver) then()
    }, ms)
  }
  const end = () => {
    isOver = true
    onConnection('ended')
    socket.disconnect()
  }
  /** A refusal that passes is asked about again; any other is final. */
  const refused = (rejection: Rejection, again: () => void) => {
    const pauseMs = pauseBeforeRetry(rejection)
    if (pauseMs === undefined) end()
    else later(again, pauseMs)
  }
  const begin = async () => {
    const answer = (await ask()) ?? refuse({ name: 'no-answer' })
    // After a cut the next connection asks anew.
    if (!socket.connected || isOver) return
    if (answer.ok) onConnection('live')
    else if (answer.rejection.name === 'no-answer') later(() => void begin(), 0)
    else refused(answer.rejection, () => void begin())
  }

  socket.on('connect', () => void begin())
  socket.on('disconnect', (reason) => {
    if (isOver) return
    onConnection('away')
    // Socket.IO comes back by itself except when the server has ended the connection.
    if (reason === 'io server disconnect') later(() => socket.connect(), reconnectMs)
  })
  socket.on('connect_error', (error: Error & { data?: Rejection }) => {
    if (isOver) return
    onConnection('away')
    // Without data the server was not reached; Socket.IO tries again by itself.
    if (error.data) refused(error.data, () => socket.connect())
  })
  socket.on('closing', (rejection) => {
    if (pauseBeforeRetry(rejection) === undefined) end()
  })
  socket.connect()

  return {
    close: () => {
      isOver = true
      clearTimeout(retry)
      socket.off()
      socket.disconnect()
    },
  }
}
